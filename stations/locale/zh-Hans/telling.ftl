# What staff and whoever runs the site see of sending messages.

telling-sent = { $when } 已发消息
telling-failed = 消息没送到：{ $why }
telling-failed-address-refused = 邮箱或号码不存在
telling-failed-service-refused = 消息服务不接受
telling-failed-service-busy = 消息服务一直很忙
telling-failed-service-away = 一直连不上消息服务
telling-failed-broken-off = 发送中断，不知道有没有送到
telling-failed-no-address = 没有留可用的联系方式
telling-failed-not-set-up = 没有设置消息服务
telling-failed-no-longer-true = 内容已经过时
audit-booking-notified = 发送消息
audit-detail-channel = 方式
audit-detail-reason = 原因
cli-help-notify = 处理到期的留位，发送提醒和消息；加 --loop 则一直运行。
cli-notified = 已发送 { $sent } 条；稍后再试 { $due } 条；送不到 { $failed } 条；不再需要发送 { $kept } 条。
cli-check-undelivered = 最近 30 天有 { $count } 条消息没送到，请在活动名单上看并打电话告知。
