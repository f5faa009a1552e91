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

## What drivers see
series-further = 以后还有 { $count } 场

## What speaks against a time
clash-closed = 这个时间驿站不开门。
clash-closes-during = 活动还没结束，驿站在 { $time } 就关门了。
clash-closed-that-day = 这一天驿站不开放。
clash-closed-because = 这一天驿站不开放：{ $note }
clash-closed-on-holiday = 这天是公众假期，驿站公众假期不开。
clash-holiday-unstated = 这天是公众假期，驿站没有说明开不开。
clash-other-session = 这个时间已经有一场活动：{ $title }，{ $from }–{ $to }。

## The form
series-form-edit = 修改活动
series-repeats = 是否重复
series-repeat-never = 只办一场
series-repeat-weekly = 按周，固定星期几
series-repeat-monthly-weekday = 按月，第几个星期几
series-repeat-monthly-day = 按月，固定日期
series-repeat-expert = 按规则（RRULE，熟悉的人用）
series-rule = 规则
series-rule-help = 日历软件的写法（RFC 5545），例如 FREQ=MONTHLY;BYDAY=2TH;COUNT=6。可以按天、周、月、年。
series-every-weeks = 每几周一次
series-every-months = 每几个月一次
series-weekdays = 逢
series-weekday = 星期几
series-nth = 第几个
series-form-nth-1 = 第一个
series-form-nth-2 = 第二个
series-form-nth-3 = 第三个
series-form-nth-4 = 第四个
series-form-nth-5 = 第五个
series-form-nth-last = 最后一个
series-month-day = 日期
series-short-months = 没有这一天的月份不办。“最后一天”每个月都有。
series-ends = 到什么时候
series-ends-times = 办够次数
series-ends-until = 到某一天
series-ends-never = 还没定
series-number = 次数
series-last-date = 最后日期
series-on-holiday = 遇公众假期
series-holiday-keep = 照常
series-holiday-skip = 不办
series-holiday-move = 顺延到工作日
series-preview = { $rule }。{ $counted }。
series-clashes = 有 { $count } 场的时间请留意，见下面的说明。仍然可以保存。
series-effect-altered = { $count } 场会改动。
series-effect-added = 新增 { $count } 场草稿。
series-effect-dropped = { $count } 场不再举行。
series-effect-nothing = 以后的场次没有改动。
series-effect-people = 有 { $count } 人预约的时间会没有了，他们的预约会取消并收到通知。时间不变的人保留原来的名额。
series-save = 保存改动
series-save-drafts = 先保存，以后发布
series-scope-one-note = 只改这一场。改后它单独算，以后改整个系列时不会动它。
series-scope-following-note = 改这一场和以后的所有场次。
series-scope-all-note = 改以后的所有场次，以往的不变。

## The series
series-title = 系列活动
series-heading = 系列活动
series-told = { $rule }
series-back = 全部活动
series-dates = 看各场
series-row-next = 下一场：{ $when }
series-row-counts = 以后还有 { $dates } 场{ $drafts ->
        [0] {""}
       *[other] ，其中 { $drafts } 场是草稿
    }
series-coming = 以后的场次
series-over = 以往和已取消
series-draft = 草稿
series-by-itself = 单独改过
series-no-dates = 这个系列以后没有场次了。
series-publish-all = 发布全部 { $count } 场草稿
series-edit-all = 改以后所有场次
series-add = 加开一场
series-cancel = 取消场次
series-go-on = 续排以后的场次
series-edit = 修改
series-leave-out = 不办这场

## What was done
series-made = 系列已保存，共 { $count } 场草稿。
series-made-published = 系列已发布，共 { $count } 场，现在可以预约了。
series-changed = { $people ->
        [0] 已改好，没有人失去预约的时间。
       *[other] 已改好。{ $people } 人预约的时间没有了，已经通知；最好再打电话。
    }
series-added = 已加开一场草稿。
series-went-on = { $count ->
        [0] 能排的场次都已经排好了。
       *[other] 又排了 { $count } 场草稿。
    }
series-cancelled = 已取消 { $cancelled } 场{ $discarded ->
        [0] {""}
       *[other] ，删除 { $discarded } 场草稿
    }。
series-to-call = 有 { $count } 人预约过，请打电话告诉他们：

## Asking first
series-ask-scope = 要改哪些场次？
series-scope-one = 只改这一场
series-scope-following = 这一场和以后的
series-scope-all = 以后所有场次
series-add-ask = 加开在哪一天？时间和平常一样。
series-leave-out-ask = { $day } 不办？
series-cancel-ask = 取消哪些场次？
series-cancel-from = 从
series-cancel-to = 到
series-cancel-rest = 从那天起全部取消，系列结束
series-cancel-effect = { $published ->
        [0] 这段时间没有已发布的场次
       *[other] 取消 { $published } 场已发布的活动
    }{ $drafts ->
        [0] {""}
       *[other] ，删除 { $drafts } 场草稿
    }。
series-cancel-people = { $count ->
        [0] 没有人预约。
       *[other] 有 { $count } 人预约了，会收到通知。
    }
series-cancel-yes = 确定取消这些场次
series-cancel-order = 最后一天不能早于第一天。

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
