# 司机用的快速页面

m-comma = 、
m-colon = ：
m-with-year = { $year }年{ $date }
m-day-and-time = { $day } { $time }

## 找驿站
m-search-label = 名称、地址或地区
m-search-hint = 名称、地址或地区
m-filters = 筛选
m-open-now = 现在开放
m-more-facilities = 更多设施
m-near-me = 离我最近
m-near-asking = 正在获取您的位置…
m-near-refused = 手机没有允许使用位置。可以选一个地区，或者在地图上点一下您在哪里。
m-near-failed = 暂时定不了位。可以选一个地区，或者在地图上点一下您在哪里。
m-offline = 网络不通，列表没有更新。请稍后再试。
m-district = 地区
m-any-district = 选择地区
m-other-districts = 其他有驿站的地区
m-map = 驿站地图
m-no-script = 浏览器没有开启 JavaScript，所以地图和自动定位用不了。选一个地区再点“搜索”，列表一样能用。
m-summary-bridge = { $stations }，从港珠澳大桥珠海口岸由近到远
m-summary-near-you = { $stations }，从您的位置由近到远
m-summary-near-place = { $stations }，从{ $place }由近到远
m-summary-nearest = 最近的 { $stations }
m-hidden-facility = 附近另有 { $count } 个驿站没有显示：没有您选的设施，或者坏了、不清楚。
m-hidden-closed = 附近另有 { $count } 个驿站没有显示：现在不开放。
m-hidden-hours = 附近另有 { $count } 个驿站没有显示：不知道开放时间。
m-clear-filters = 也显示这些
m-clear-all = 清除所有条件
m-none-found = 没有找到符合条件的驿站。
m-none-at-all = 这里还没有登记任何驿站。
m-show-more = 显示更多
m-and-more = 等，另有 { $count } 项
m-out-of-order = 坏了：{ $names }

## 找 AED
m-aed-title = 找最近的 AED
m-aed-first = 有人倒下、没有反应：先打急救电话，再让人去取 AED。
m-aed-near-me = 用我的位置找
m-aed-refused = 定不了位。请在下面选一个地区，电话照样能打。
m-show = 显示
m-aed-from = 距离从{ $place }的中心算起。
m-aed-best = 最近的可用 AED
m-aed-none = 附近没有能确定可用、又进得去的 AED。请打 { $number }，听从指导。
m-aed-nearer = 更近，但不一定能用
m-aed-perhaps = 可能有 AED 的地方
m-aed-where = 位置：{ $place }

## 驿站
m-go-there = 怎么去
m-on-map = 在地图上看
m-go-others = 其他地图
m-address-unknown = 地址没有公布
m-serves = 服务对象
m-phone-unknown = 没有公布电话。
m-hours = 开放时间
m-facilities = 设施
m-facilities-unknown = 没有人说过有没有：{ $names }。
m-photos = 照片
m-sessions = 活动
m-sessions-none = 近期没有公布的活动。
m-sessions-past = 以前的活动
m-hosts = 主办：{ $names }
m-look = 查看
m-who = 谁在办
m-owner = 主管单位
m-partners = 合作单位
m-source = 信息来源
m-share = 分享这个驿站
m-qr = 这个驿站链接的二维码

## 预约
m-place = 地点
m-hosted-by = 主办单位
m-for-whom = 谁可以参加
m-session-full = 所有时段都约满了。
m-walk-ins = 现场另留 { $count } 个位子，不用预约，先到先得。
m-slot = 选一个时段
m-slot-free = 余 { $count } 位
m-slot-full = 约满
m-slot-past = 已开始
m-choose-slot = 请选一个时段。
m-name = 姓名
m-phone = 手机号
m-region = 电话所在地
m-phone-hint = 活动有变动时用来通知您。内地、香港、澳门的号码都可以。
m-category = 您做什么工作
m-choose = 请选择
m-wrong-title = 请更正：
m-form-wrong = 还没有预约成功。请看下面标出的地方，您填的内容都还在。
m-book-button = 确认预约

## 我的预约
m-code = 预约码
m-code-hint = 到场时出示预约码或二维码。
m-qr-booking = 签到用的二维码
m-your-slot = 您的时段：{ $time }
m-calendar = 加入日历
m-move = 改时段
m-cancel = 取消预约
m-booked-for = 预约人
m-link-hint = 这个页面的链接以后还能打开，请不要发给别人。丢了链接，用预约码和手机号后四位也能找到。
m-news = 通知记录
m-cancel-title = 取消预约
m-cancel-sure = 取消后位子会让给别人。确定要取消吗？
m-cancel-yes = 确定取消
m-cancel-no = 保留预约
m-move-title = 改到别的时段
m-slot-new = 新的时段
m-move-button = 改到这个时段
m-lookup-intro = 输入预约码和手机号后四位，就能查看、改时段或取消。
m-last-four = 手机号后四位
m-lookup-button = 查找
m-lookup-lost = 预约码也忘了？请直接问驿站。
