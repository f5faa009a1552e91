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

## What speaks against a time
clash-closed = 這個時間驛站不開門。
clash-closes-during = 活動還未完結，驛站在 { $time } 便關門。
clash-closed-that-day = 這一天驛站不開放。
clash-closed-because = 這一天驛站不開放：{ $note }
clash-closed-on-holiday = 這天是公眾假期，驛站公眾假期不開。
clash-holiday-unstated = 這天是公眾假期，驛站沒有說明開不開。
clash-other-session = 這個時間已經有一場活動：{ $title }，{ $from }–{ $to }。

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
