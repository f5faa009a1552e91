## A rule in words
series-weekly = { $count ->
        [1] 每逢{ $days }
       *[other] 每 { $count } 週一次，逢{ $days }
    }
series-monthly = { $count ->
        [1] 每月{ $day }
       *[other] 每 { $count } 個月的{ $day }
    }
series-daily = { $count ->
        [1] 每天
       *[other] 每 { $count } 天
    }
series-by-rule = 按規則 { $rule }
series-nth-1 = 第一個{ $weekday }
series-nth-2 = 第二個{ $weekday }
series-nth-3 = 第三個{ $weekday }
series-nth-4 = 第四個{ $weekday }
series-nth-5 = 第五個{ $weekday }
series-nth-last = 最後一個{ $weekday }
series-day-of-month = { $day }日
series-last-day = 最後一天
series-times = { $rule }，共 { $count } 次
series-until = { $rule }，到 { $day }為止
series-and = { $one }；{ $two }
series-list = { $one }、{ $two }
series-date-year = { $year }年{ $date }
series-holidays-skip = 公眾假期不辦
series-holidays-move = 遇公眾假期順延至下一個工作日

## A date in words
series-date-on-holiday = { $day }，公眾假期（{ $holiday }）
series-date-make-up-workday = { $day }，調休上班日（{ $holiday }）
series-date-extra = { $day }，加開
series-date-left-out = { $day }，不辦
series-date-skipped = { $day }，公眾假期（{ $holiday }），不辦
series-date-moved = { $day }，公眾假期（{ $holiday }），改到 { $to }
series-date-merged = { $day }，公眾假期（{ $holiday }），下一個工作日本來已有一場，不另辦
series-counted = 共 { $dates } 場{ $skipped ->
        [0] {""}
       *[other] ；{ $skipped } 場遇公眾假期不辦
    }{ $moved ->
        [0] {""}
       *[other] ；{ $moved } 場遇公眾假期順延
    }

## What drivers see
series-further = 以後還有 { $count } 場

## What speaks against a time
clash-closed = 這個時間驛站不開門。
clash-closes-during = 活動還未完結，驛站在 { $time } 便關門。
clash-closed-that-day = 這一天驛站不開放。
clash-closed-because = 這一天驛站不開放：{ $note }
clash-closed-on-holiday = 這天是公眾假期，驛站公眾假期不開。
clash-holiday-unstated = 這天是公眾假期，驛站沒有說明開不開。
clash-other-session = 這個時間已經有一場活動：{ $title }，{ $from }–{ $to }。

## The form
series-form-edit = 修改活動
series-repeats = 是否重複
series-repeat-never = 只辦一場
series-repeat-weekly = 按週，固定星期幾
series-repeat-monthly-weekday = 按月，第幾個星期幾
series-repeat-monthly-day = 按月，固定日期
series-repeat-expert = 按規則（RRULE，熟悉的人用）
series-rule = 規則
series-rule-help = 日曆軟件的寫法（RFC 5545），例如 FREQ=MONTHLY;BYDAY=2TH;COUNT=6。可以按日、週、月、年。
series-every-weeks = 每幾週一次
series-every-months = 每幾個月一次
series-weekdays = 逢
series-weekday = 星期幾
series-nth = 第幾個
series-form-nth-1 = 第一個
series-form-nth-2 = 第二個
series-form-nth-3 = 第三個
series-form-nth-4 = 第四個
series-form-nth-5 = 第五個
series-form-nth-last = 最後一個
series-month-day = 日期
series-short-months = 沒有這一天的月份不辦。「最後一天」每個月都有。
series-ends = 到甚麼時候
series-ends-times = 辦夠次數
series-ends-until = 到某一天
series-ends-never = 還未定
series-number = 次數
series-last-date = 最後日期
series-on-holiday = 遇公眾假期
series-holiday-keep = 照常
series-holiday-skip = 不辦
series-holiday-move = 順延至工作日
series-preview = { $rule }。{ $counted }。
series-clashes = 有 { $count } 場的時間請留意，見以下說明。仍然可以儲存。
series-effect-altered = { $count } 場會改動。
series-effect-added = 新增 { $count } 場草稿。
series-effect-dropped = { $count } 場不再舉行。
series-effect-nothing = 以後的場次沒有改動。
series-effect-people = 有 { $count } 人預約的時間會沒有了，他們的預約會取消並收到通知。時間不變的人保留原來的名額。
series-save = 儲存改動
series-save-drafts = 先儲存，以後發布
series-scope-one-note = 只改這一場。改後它單獨計算，以後改整個系列時不會動它。
series-scope-following-note = 改這一場和以後的所有場次。
series-scope-all-note = 改以後的所有場次，以往的不變。

## The series
series-title = 系列活動
series-heading = 系列活動
series-told = { $rule }
series-back = 全部活動
series-dates = 看各場
series-row-next = 下一場：{ $when }
series-row-counts = 以後還有 { $dates } 場{ $drafts ->
        [0] {""}
       *[other] ，其中 { $drafts } 場是草稿
    }
series-coming = 以後的場次
series-over = 以往和已取消
series-draft = 草稿
series-by-itself = 單獨改過
series-no-dates = 這個系列以後沒有場次了。
series-publish-all = 發布全部 { $count } 場草稿
series-edit-all = 改以後所有場次
series-add = 加開一場
series-cancel = 取消場次
series-go-on = 續排以後的場次
series-edit = 修改
series-leave-out = 不辦這場

## What was done
series-made = 系列已儲存，共 { $count } 場草稿。
series-made-published = 系列已發布，共 { $count } 場，現在可以預約了。
series-changed = { $people ->
        [0] 已改好，沒有人失去預約的時間。
       *[other] 已改好。{ $people } 人預約的時間沒有了，已經通知；最好再致電。
    }
series-added = 已加開一場草稿。
series-went-on = { $count ->
        [0] 能排的場次都已經排好了。
       *[other] 又排了 { $count } 場草稿。
    }
series-cancelled = 已取消 { $cancelled } 場{ $discarded ->
        [0] {""}
       *[other] ，刪除 { $discarded } 場草稿
    }。
series-to-call = 有 { $count } 人預約過，請致電告訴他們：

## Asking first
series-ask-scope = 要改哪些場次？
series-scope-one = 只改這一場
series-scope-following = 這一場和以後的
series-scope-all = 以後所有場次
series-add-ask = 加開在哪一天？時間和平常一樣。
series-leave-out-ask = { $day } 不辦？
series-cancel-ask = 取消哪些場次？
series-cancel-from = 從
series-cancel-to = 到
series-cancel-rest = 從那天起全部取消，系列結束
series-cancel-effect = { $published ->
        [0] 這段時間沒有已發布的場次
       *[other] 取消 { $published } 場已發布的活動
    }{ $drafts ->
        [0] {""}
       *[other] ，刪除 { $drafts } 場草稿
    }。
series-cancel-people = { $count ->
        [0] 沒有人預約。
       *[other] 有 { $count } 人預約了，會收到通知。
    }
series-cancel-yes = 確定取消這些場次
series-cancel-order = 最後一天不能早於第一天。

## Audit: what was done
audit-kind-series = 系列活動
audit-session-changed = 修改已發布的活動
audit-series-created = 新增系列草稿
audit-series-published = 發布系列
audit-series-edited = 修改系列
audit-series-split = 系列改為另一種安排
audit-series-went-on = 系列續排
audit-series-date-added = 系列加開一場
audit-series-date-left-out = 系列不辦一場
audit-series-ended = 取消系列其餘場次
audit-detail-added = 新增
audit-detail-altered = 修改
audit-detail-dropped = 刪去
audit-detail-told = 已通知
audit-detail-lost = 失去時間
