## 名称
app-name = 工会驿站
app-tagline = 找得到、进得去、用得上

## 设施的状态
amenity-available = 可用
amenity-out-of-order = 故障
amenity-absent = 没有
amenity-unknown = 不清楚
amenity-available-note = 最近一次核实时，东西在，能用。
amenity-out-of-order-note = 有，但坏了，暂时用不了。
amenity-absent-note = 这个驿站没有。
amenity-unknown-note = 还没有人告诉我们有没有、能不能用。
amenity-quantity = { $count } 个
amenity-pads-until = 电极片有效期至 { $date }
amenity-battery-until = 电池有效期至 { $date }

## 谁核实的
checked-by-published = 公开报道
checked-by-import = 导入的名单
checked-by-manager = 站点管理员
checked-by-administrator = 系统管理员
checked-by-demo = 示例数据
checked-label = 上次核实
checked-line = { $who }，{ $ago }
checked-never = 还没有人核实过

## 身份
role-driver = 司机或劳动者
role-administrator = 系统管理员
role-manager = 站点管理员
role-staff = 活动工作人员
role-system = 系统自动

## 谁可以进
audience-anyone = 谁都可以进
audience-members = 限工会会员
audience-unknown = 要不要会员身份不清楚
audience-anyone-note = 不用是会员，直接进去就行。
audience-members-note = 要带工会会员证或出示电子会员码。
audience-unknown-note = 没有公布，进门时问一声就好。

## 怎么进去
way-in-label = 怎么进
way-in-open = 推门就进
way-in-staffed = 直接进，里面有人
way-in-qr = 扫码开门
way-in-app = 用 App 开门
way-in-guard = 请门卫放行
way-in-unknown = 进门方式不清楚
way-in-open-how = 开放时间内门没有锁，直接推门进去。
way-in-staffed-how = 有工作人员在，进去跟他们打声招呼。
way-in-qr-how = 用手机扫门上的二维码，门就会开。扫不开时，请打门上或这里写的电话。
way-in-app-how = 要先在手机上装好指定的 App，到门口用它开门。最好在路上就装好。
way-in-guard-how = 到门口找门卫或保安，说要去工会驿站，请他放行。
way-in-unknown-how = 还没有公布怎么进门。能先问到最好；到了请看门口的说明，或者问门卫。

## 位置
position-exact = 位置准确
position-approximate = 位置只是大概
position-approximate-note = 准确位置没有公布，地图上的点只表示大概在这一带。到了附近请看指示牌或问人。

## 活动状态
session-status-draft = 草稿
session-status-published = 已发布
session-status-cancelled = 已取消
session-status-past = 已结束
session-times-unknown = 具体时间没有公布
session-audience-anyone = 谁都可以参加
session-audience-drivers = 面向司机
session-audience-members = 面向工会会员

## 预约状态
booking-pending = 为您暂留
booking-booked = 已预约
booking-waitlist = 候补中
booking-checked-in = 已签到
booking-fulfilled = 已完成
booking-noshow = 没有到场
booking-cancelled = 已取消
booking-entered-in-error = 录入有误

## 工作类别
category-truck = 货车司机
category-ride-hailing = 网约车或出租车司机
category-courier = 快递员
category-food-delivery = 外卖骑手
category-sanitation = 环卫工人
category-construction = 建筑工人
category-traveller = 路过的旅客
category-other = 其他

## 地区
jurisdiction-CN = 内地
jurisdiction-HK = 香港
jurisdiction-MO = 澳门

## 通知
notice-booked = 预约成功，位子已经给您留好。
notice-moved = 您的预约已改到别的时段，请看新的时间。
notice-cancelled = 您的预约已取消。
notice-session-cancelled = 这场活动取消了，请不要白跑一趟。很抱歉。
notice-session-changed = 这场活动有变动，请再看一下时间和地点。
notice-time-gone = 您预约的时间已经不在这场活动里，预约已取消。请另选一个时间。
notice-waiting = 您已经在候补名单里。有空位会按顺序留给您。
notice-offer = 有空位了，已经为您留好。请在时限前确认。
notice-offer-expired = 保留时间过了，空位已经给了下一位。
notice-reminder-24h = 提醒：明天见。
notice-reminder-2h = 提醒：两小时后见。

## 距离和时间
distance-m = { $m } 米
distance-km = { $km } 公里
ago-today = 今天
ago-yesterday = 昨天
ago-days = { $days } 天前
ago-months = { $months } 个月前
ago-years = { $years } 年前
count-stations = { $count } 个驿站

## 示例
demo-badge = 示例
demo-note = 这是演示用的虚构内容，并不真实存在，请不要前往。

## 常用词
yes = 是
no = 否
save = 保存
cancel = 取消
back = 返回
next = 下一步
previous = 上一步
close = 关闭
retry = 再试一次
search = 搜索
loading = 正在加载…
edit = 修改
delete = 删除
confirm = 确认
more = 更多
less = 收起
all = 全部
none = 无
optional = 选填
unknown = 不清楚
not-published = 没有公布
copy-link = 复制链接
copied = 已复制
share = 分享
print = 打印
download = 下载
saved = 已保存
today = 今天
tomorrow = 明天
something-wrong = 出了点问题
error-reference = 请把这个编号告诉维护人员：{ $reference }

## 语言
language = 语言
language-zh-Hans = 简体中文
language-zh-Hant = 繁體中文
language-en = English

## 紧急情况
emergency = 紧急情况
call-emergency = 拨打 { $number }
call-emergency-note = 有人倒下、没有反应时，先打 { $number }，再去取 AED。
call-station = 打电话给驿站
aed-now = 找最近的 AED

## 页脚
footer-about = 这里只写公布过或有人核实过的内容；不知道的，就写“不清楚”。
footer-privacy = 隐私说明
footer-data = 数据来源
footer-api = 开放接口
footer-staff = 工作人员登录
footer-map-credit = 底图 © OpenStreetMap 贡献者

## 两种版本
fast-version = 快速版（省流量）
full-version = 完整版
fast-version-note = 网络慢时，用快速版打开得更快。
