# 站长的页面

manage-title = 我管的站点
manage-search = 按站名或地址查找
manage-no-match = 没有找到这样的站点。
manage-no-stations = 还没有站点交给您管理。请联系管理员。
manage-other = 换一个站点

## 确认
manage-confirm = 都和下面一样，确认
manage-last-confirmed = 全部设施上次核实：{ $when }（{ $who }）
manage-nothing-said = 这个站点有些什么，还没有人说过。请在下面“还没填”里选一选。
manage-confirm-overtaken = 您打开页面以后，别人改了下面这些，所以一项都还没有确认。请看看现在的情况，再确认一次。
manage-saved-at = 已保存 { $time }

## 两个人同时改
manage-theirs = 您打开这里以后，别人改了它。现在是：
manage-take-theirs = 用现在的
manage-save-mine = 改成我填的

## 设施
manage-facilities = 设施
manage-station = 站点
manage-state = 现在怎么样
manage-quantity = 数量
manage-place = 在哪儿
manage-place-hint = 例如：一楼进门左手边
manage-note = 说明
manage-note-hint = 例如：已报修，周五来修
manage-pads = 电极片有效期
manage-battery = 电池有效期
manage-expired = { $date } 已过期，不保证能用
manage-not-said = 还没填（{ $count }）
manage-not-said-hint = 点一下就保存。不确定的先空着。

## 临时关门
manage-closing = 临时关门
manage-close-until = 从现在关到
manage-until-closing-time = 今天不再开（平时{ $when }关门）
manage-until-end-of-day = 今天不再开（到{ $when }）
manage-until-tomorrow = 到{ $when }
manage-until-pick = 自己选时间
manage-until-day = 日期
manage-until-time = 时间
manage-reason = 原因（司机会看到）
manage-reason-hint = 例如：停水检修
manage-close = 现在关门
manage-reopen = 重新开门
manage-not-closed = 没有临时关门

## 开放时间
manage-hours = 开放时间
manage-hours-preset = 怎么填
manage-hours-every-day = 每天一样
manage-hours-weekdays = 周一至周五
manage-hours-weekend = 周一至周五，周末另填
manage-hours-saturday-sunday = 周六、周日
manage-hours-each-day = 每天分开填
manage-hours-text = 更多：按 opening_hours 格式写
manage-hours-text-help = OpenStreetMap 的写法，例如 Mo-Fr 08:00-18:00; PH off 表示周一至周五开放、公众假期不开。
manage-hours-unknown = 不清楚
manage-hours-incomplete = 填完时间，这里就会显示司机看到的样子。
manage-day-closed = 不开
manage-day-open = 开放
manage-day-all-day = 24 小时
manage-qr = 有一段时间扫码进门
manage-second-span = 分两段
manage-from = 从
manage-to = 到
manage-holidays = 公众假期
manage-on-holidays = 公众假期的时间
manage-preview = 司机看到的未来七天

## 特别日子
manage-exceptions = 特别日子
manage-no-exceptions = 没有特别安排。
manage-exception-line = { $days }：{ $what }
manage-first-day = 第一天
manage-last-day = 最后一天（可不填）
manage-that-day = 这几天
manage-add = 加上
manage-remove = 去掉

## 怎么进来
manage-access = 怎么进来
manage-audience = 谁可以进
manage-directions = 怎么找到门（{ $language }）
manage-directions-hint = 例如：货检区东侧，蓝色门

## 联系
manage-contact = 联系电话
manage-phone = 电话
manage-phone-hint = 例如：0756 1234567
manage-contact-note = 什么时候打
manage-contact-note-hint = 例如：8 点到 22 点有人接

## 照片
manage-photos = 照片
manage-photo = 站点照片
manage-no-photos = 还没有照片。拍一张门口，司机好找。
manage-photo-choose = 加照片
manage-photo-upload = 拍照或选照片
manage-photo-hint = JPEG、PNG 或 WebP，不超过 12 MB。拍摄时间和地点会自动去掉。请不要拍到人脸和车牌。
manage-photo-caption = 照片说明
manage-photo-caption-hint = 例如：东门入口
manage-photo-add = 加上这张照片
manage-photos-full = 已有 { $most } 张照片，要换请先删一张。

## 操作记录
audit-station-confirmed = 确认全部设施
audit-station-amenity-set = 修改设施
audit-station-amenity-confirmed = 确认一项设施
audit-station-hours-set = 修改开放时间
audit-station-exception-added = 加了特别日子
audit-station-exception-removed = 去掉特别日子
audit-station-closed = 临时关门
audit-station-reopened = 重新开门
audit-station-access-set = 修改进入方式
audit-station-contact-set = 修改联系电话
audit-station-photo-added = 加照片
audit-station-photo-deleted = 删照片
