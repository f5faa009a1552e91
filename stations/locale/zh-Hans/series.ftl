## A rule in words
series-weekly = { $count ->
        [1] 每逢{ $days }
       *[other] 每 { $count } 周一次，逢{ $days }
    }
series-monthly = { $count ->
        [1] 每月{ $day }
       *[other] 每 { $count } 个月的{ $day }
    }
series-daily = { $count ->
        [1] 每天
       *[other] 每 { $count } 天
    }
series-by-rule = 按规则 { $rule }
series-nth-1 = 第一个{ $weekday }
series-nth-2 = 第二个{ $weekday }
series-nth-3 = 第三个{ $weekday }
series-nth-4 = 第四个{ $weekday }
series-nth-5 = 第五个{ $weekday }
series-nth-last = 最后一个{ $weekday }
series-day-of-month = { $day }日
series-last-day = 最后一天
series-times = { $rule }，共 { $count } 次
series-until = { $rule }，到 { $day }为止
series-and = { $one }；{ $two }
series-list = { $one }、{ $two }
series-date-year = { $year }年{ $date }
series-holidays-skip = 公众假期不办
series-holidays-move = 遇公众假期顺延到下一个工作日

## A date in words
series-date-on-holiday = { $day }，公众假期（{ $holiday }）
series-date-make-up-workday = { $day }，调休上班日（{ $holiday }）
series-date-extra = { $day }，加开
series-date-left-out = { $day }，不办
series-date-skipped = { $day }，公众假期（{ $holiday }），不办
series-date-moved = { $day }，公众假期（{ $holiday }），改到 { $to }
series-date-merged = { $day }，公众假期（{ $holiday }），下一个工作日本来就有一场，不另办
series-counted = 共 { $dates } 场{ $skipped ->
        [0] {""}
       *[other] ；{ $skipped } 场遇公众假期不办
    }{ $moved ->
        [0] {""}
       *[other] ；{ $moved } 场遇公众假期顺延
    }

## What speaks against a time
clash-closed = 这个时间驿站不开门。
clash-closes-during = 活动还没结束，驿站在 { $time } 就关门了。
clash-closed-that-day = 这一天驿站不开放。
clash-closed-because = 这一天驿站不开放：{ $note }
clash-closed-on-holiday = 这天是公众假期，驿站公众假期不开。
clash-holiday-unstated = 这天是公众假期，驿站没有说明开不开。
clash-other-session = 这个时间已经有一场活动：{ $title }，{ $from }–{ $to }。

## Audit: what was done
audit-kind-series = 系列活动
audit-session-changed = 修改已发布的活动
audit-series-created = 新建系列草稿
audit-series-published = 发布系列
audit-series-edited = 修改系列
audit-series-split = 系列改为另一种安排
audit-series-went-on = 系列续排
audit-series-date-added = 系列加开一场
audit-series-date-left-out = 系列不办一场
audit-series-ended = 取消系列其余场次
audit-detail-added = 新增
audit-detail-altered = 修改
audit-detail-dropped = 去掉
audit-detail-told = 已通知
audit-detail-lost = 失去时间
