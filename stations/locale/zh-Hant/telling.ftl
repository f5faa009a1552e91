# What staff and whoever runs the site see of sending messages.

telling-sent = { $when } 已發訊息
telling-failed = 訊息未能送達：{ $why }
telling-failed-address-refused = 電郵或號碼不存在
telling-failed-service-refused = 訊息服務不接受
telling-failed-service-busy = 訊息服務一直繁忙
telling-failed-service-away = 一直連不上訊息服務
telling-failed-broken-off = 發送中斷，不知道有沒有送達
telling-failed-no-address = 沒有留下可用的聯絡方法
telling-failed-not-set-up = 沒有設定訊息服務
telling-failed-no-longer-true = 內容已經過時
audit-booking-notified = 發送訊息
audit-detail-channel = 方式
audit-detail-reason = 原因
cli-help-notify = 處理到期的留位，發送提醒和訊息；加 --loop 則一直運行。
cli-notified = 已發送 { $sent } 則；稍後再試 { $due } 則；未能送達 { $failed } 則；不再需要發送 { $kept } 則。
cli-check-undelivered = 最近 30 天有 { $count } 則訊息未能送達，請在活動名單上查看並致電告知。
