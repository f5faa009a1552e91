## 谁可以进、怎么进（其余在 common.ftl）
audience-drivers = 凭证件的司机
audience-drivers-note = 出示驾驶证、通行证或手机上的订单，说明您是跑车的就行，不用是工会会员。
way-in-code = 按密码开门
way-in-code-how = 门上有密码锁。先问好密码，或者打门上、这里写的电话问。
hours-way-in-code = 按密码开门

## 在关口的哪一侧
side-label = 关口哪一侧
side-cn = 内地一侧
side-hk = 香港一侧
side-mo = 澳门一侧
side-port = 口岸里面，两道关口之间
side-unknown = 在关口哪一侧不清楚
side-cn-note = 人在内地不用过关；从香港、澳门过来要过关。
side-hk-note = 人在香港不用过关；从内地、澳门过来要过关。
side-mo-note = 人在澳门不用过关；从内地、香港过来要过关。
side-port-note = 只有正在过关的人才到得了。
side-unknown-note = 这里靠近关口，没有公布不过关能不能到。去之前请先问清楚。

## 设在哪里、停车
host-label = 设在
parking-label = 停车
parking-fee-free = 免费
parking-fee-paid = 收费
parking-fee-unknown = 收不收费没有公布
parking-truck-bays = { $count } 个货车车位
parking-motorcycle-bays = { $count } 个摩托车车位
parking-height = 限高 { $metres } 米
parking-height-unknown = 限高没有公布

## 站长的表单
manage-side = 在关口的哪一侧
manage-side-hint = 知道才填。不清楚的，按驿站所在地区那一侧算。
manage-host = 设在哪个场所里（{ $language }）
manage-host-hint = 例如要走哪家银行、诊所的门
manage-height = 车辆限高（米）
manage-height-hint = 例如 4.2
manage-parking-fee = 停车收费吗
manage-parking-note = 停车还要注意什么
manage-parking-note-hint = 例如收多少、能停多久、会不会罚款

## 操作记录
audit-detail-side = 关口哪一侧
audit-detail-parking-fee = 停车

## 导入
import-field-side = 关口哪一侧
import-field-host = 设在哪个场所里
import-field-height_limit_m = 限高（米）
import-field-parking_fee = 停车收费
import-field-parking_note = 停车说明
import-column-in = { $name }（{ $language }）
import-template-note = 第一行是各列的名称，第二行是示例。示例可以留着，标明是示例的行不会导入。
import-example-id = 示例，不会导入
import-example-name = 示例：人民路工会驿站
import-example-address = 珠海市香洲区人民路1号
import-example-directions = 银行大门左边的侧门
import-example-host = 示例银行人民路支行
import-example-parking-note = 两小时内免费，之后每小时5元
import-example-opening-hours = 周一至周五 8:00-18:00
import-example-contact-note = 工作日17点以前
import-example-owner = 示例区总工会
import-example-serves = 货车司机、快递员、环卫工人
import-beside-rows = 旁边已经有站点的新站点
import-beside-note = 会作为新站点导入。如果就是同一个地方，请删去这一行，或者填上已有站点的编号。
cli-import-row-beside = 第 { $line } 行 { $name }（请核对）：{ $field }：{ $reason }
