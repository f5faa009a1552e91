# 每个错误代码一句话：出了什么事，接下来怎么做。

## 权限
error-forbidden = 您的账号不能做这一步。需要的话，请联系管理员。
error-sign-in-needed = 请先登录。
error-sign-in-wrong = 用户名或密码不对，请再试一次。
error-too-many-tries = 试的次数太多了，请过一会儿再来。
error-account-disabled = 这个账号已停用，请联系管理员。
error-setup-code-wrong = 设置码不对。它显示在启动本程序的终端窗口里，请照着输入。
error-setup-done = 第一位管理员已经设好，请直接登录。
error-last-administrator = 这是最后一位管理员，不能停用，也不能改成别的身份。
error-cross-site = 这个请求来自别的网站，没有执行。请回到本站的页面再操作。

## 找不到
error-not-found = 找不到这个页面或内容。
error-station-not-found = 找不到这个驿站，可能链接不完整，也可能驿站已经撤掉。
error-session-not-found = 找不到这场活动。
error-slot-not-found = 找不到这个时段，请重新选一个。
error-booking-not-found = 找不到这个预约，请核对链接或预约码。
error-account-not-found = 找不到这个账号。
error-photo-not-found = 找不到这张照片。
error-link-expired = 这个链接已经过期，预约里的个人信息也已删除。

## 填写的内容
error-required = 这一项要填写。
error-too-long = 内容太多了，请缩短一些。
error-invalid = 这一项看不懂，请检查后再填。
error-limit-invalid = 数量要在 1 到 { $most } 之间。
error-coordinates-invalid = 坐标看不懂。请按“纬度,经度”填写，例如 22.21,113.58。
error-coordinates-swapped = 纬度和经度好像写反了，请把两个数对调。
error-coordinates-impossible = 这个位置不在所选的地区内，请检查坐标。
error-instant-invalid = 时间看不懂。请写明日期、时间和时区，例如 2026-12-01T09:30+08:00。
error-date-invalid = 日期不对，请按“年-月-日”填写，例如 2026-12-01。
error-hours-invalid = 开放时间看不懂，请检查后再填，例如 Mo-Fr 08:00-22:00。
error-hours-incomplete = 开放时间还没填完：{ $days }。
error-facility-unknown = 没有“{ $given }”这种设施。
error-state-unknown = 没有这种状态，请从列出的选项里选。
error-jurisdiction-unknown = 地区只能是内地（CN）、香港（HK）或澳门（MO）。
error-phone-invalid = 电话号码不对。请填内地（+86）、香港（+852）或澳门（+853）的号码。
error-name-invalid = 请填写姓名，最多 { $most } 个字。
error-category-unknown = 请从列表里选您的工作类别。
error-email-invalid = 这个邮箱地址好像不对，请再看一下。不填也可以。
error-party-too-large = 一次最多预约 { $most } 个人。
error-number-outside = 请填 { $least } 到 { $most } 之间的数字。
error-question-options = 选择题要有 1 到 12 个选项；其他问题不要选项。
error-question-health = 有一个问题像是在问健康。确实需要，请在问题旁边勾选；不需要，请改掉或删去。
error-consent-needed = 请先阅读并同意隐私说明，才能预约。
error-password-weak = 密码至少要 { $least } 个字符，不能太简单，也不能包含用户名。
error-username-invalid = 用户名要 3 到 32 个字符，只用小写字母、数字、点、短横线或下划线，并以字母或数字开头。
error-username-taken = 这个用户名已经有人用了，请换一个。
error-role-unknown = 没有这种身份，请从列出的选项里选。
error-role-needed = 请选择身份。
error-url-invalid = 网址不对，请填以 http:// 或 https:// 开头的完整网址。
error-height-invalid = 限高请按米填写，在 { $least } 到 { $most } 之间，例如 4.2。
error-side-impossible = 驿站只能在自己地区那一侧，或者在口岸里面。请从中选一个，不清楚就选不清楚。

## 照片和文件
error-photo-not-an-image = 这个文件不是照片，或者已经损坏。请选 JPEG、PNG 或 WebP 照片。
error-photo-too-large = 照片太大了，请选小一点的。
error-photos-full = 这个驿站的照片已经放满，请先删掉一张。
error-file-encoding = 文件里的文字读不出来。请另存为 UTF-8 编码的 CSV，再上传一次。
error-file-empty = 文件是空的。
error-file-columns = 文件缺少必需的列，请对照模板检查第一行。
error-file-too-large = 文件太大了，请分成几个小文件。
error-file-rows-wrong = 有几行填得不对，所以一行都没有导入。请看每一行旁边的原因。
error-row-duplicate = 这一行的编号前面已经出现过。
error-row-other-source = 这一行的编号已经属于另一个来源的站点，没有改动它。请给这一行换一个编号。
error-row-nearby = { $metres } 米外已经有“{ $name }”，是不是同一个地方？

## 活动和预约
error-session-times = 结束时间要晚于开始时间，至少够一个时段，并且不超过 24 小时。
error-session-too-many-slots = 时段太多了，最多 { $most } 个。请把时段放长，或者把活动缩短。
error-session-not-draft = 只有草稿才能这样改，这场活动已经发布或取消。
error-session-closed = 这场活动目前不能预约。
error-session-past = 这场活动的时间已经过了。
error-session-cancelled = 这场活动已经取消。
error-session-begun = 要去掉的时间里已经有人签到，这场活动的时间不能再改。
error-slot-full = 这个时段刚刚约满，请选别的时段。
error-slot-past = 这个时段已经开始，请选晚一点的。
error-slot-same = 您预约的就是这个时段。
error-walk-ins-full = 现场名额已经用完。
error-already-booked = 这个手机号已经预约了这场活动。要改时间，请到“我的预约”。
error-overlaps = 这个手机号在同一时间已经有别的预约了。请选别的时段，或先取消那个预约。
error-already-waiting = 这个手机号已经在这场活动的候补名单里了，有空位会按顺序通知。
error-places-free = 现在还有空位，可以直接预约，不用排队。
error-no-waitlist = 这场活动没有候补名单。
error-hold-over = 为您暂留的时间过了，位子已经被别人约走。请选别的时段。
error-offer-over = 这个空位为您保留的时间过了，已经给了下一位。您可以重新排队。
error-booking-not-open = 还没开始预约，请晚些再来。
error-booking-closed = 预约已经截止。有空位的话，可以直接到现场。
error-too-many-bookings = 一个手机号最多同时有 { $most } 个预约。请先取消用不到的。
error-code-needed = 请先点“发送验证码”，再填短信里的 6 位数字。
error-code-wrong = 验证码不对，或者过了十分钟。请再看一下短信，或重新发送。
error-code-not-sent = 验证码发不出去。请稍后再试，或请工作人员帮您预约。
error-session-five-minutes = 开始时间请选整五分钟，比如 9:00 或 9:05。
error-booking-ended = 这个预约已经结束或取消，不能再改。
error-already-checked-in = 这个预约已经签到过了。
error-booking-code-wrong = 预约码和手机号后四位对不上，请再核对一次。
error-not-today = 还没到签到的时间，或者签到时间已过。
error-key-reused = 这个请求编号已经用在另一份内容上，没有重复预约。

## 紧急关闭
error-area-unknown = 没有以此开头的地区。请从列表里选，或者检查名称。
error-signal-not-there = 该地区没有这种信号。
error-closing-end = 结束时间要在将来，最多 { $days } 天。

## 两个人同时改
error-changed-meanwhile = 您打开之后，有人改过这里。请先看看最新内容，再决定怎么改。
error-recheck-taken = 刚刚有别人说会去看这个站点。

## 系统
error-database-missing = 找不到数据库。请联系维护人员。
error-database-locked = 现在使用的人太多，请过几秒再试。您填的内容还没有保存。
error-database-read-only = 现在只能查看，不能保存。请联系维护人员。
error-database-full = 存储空间满了，没有保存成功。请联系维护人员。
error-database-newer = 数据库比程序新，请维护人员先升级程序。
error-database-damaged = 数据库有损坏，请维护人员检查并从备份恢复。
error-database-unreachable = 暂时连不上数据库，请过一会儿再试。
error-pg-dump-missing = 这台机器没有装 pg_dump，没有备份成。Debian 上请运行 apt-get install postgresql-client。
error-target-not-empty = 目标数据库里已经有内容，没有动它。请新建一个空数据库再搬。
error-copy-differs = 搬过去的内容与读出的不一致，所以什么都没有保留，目标仍是空的。请保存输出并报告。
error-source-changed = 搬的时候有人写入，所以什么都没有保留，目标仍是空的。请先停止网站的所有进程，再试一次。
error-text-unfit = 表 { $table } 里有 PostgreSQL 不能保存的字符（NUL），所以什么都没有搬。
error-restore-elsewhere = 这里只恢复 SQLite。PostgreSQL 的备份用 pg_restore 恢复，做法见 docs/operating.md。
error-restore-needs-force = 已经有一个数据库，没有动它。加上 --force，会先把它放到一边，再换上备份。
error-internal = 系统出了问题，您的操作没有完成。请过一会儿再试。
error-device-blocked = 这台设备的反馈已停止接收。如有误会，请联系驿站或工会。
error-report-not-found = 这个链接没有对应的反馈。
error-concern-not-found = 找不到这条司机反馈。

## Series of sessions
error-rule-invalid = 看不懂这条规则。请写成 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=10 这样。
error-rule-too-often = 规则只能按天、周、月或年重复，不能按小时或更短的时间。
error-rule-part-unknown = 这里的规则不能用“{ $part }”，请去掉。
error-rule-two-ends = 规则可以写次数，也可以写截止日期，不能两样都写。请去掉 COUNT 或 UNTIL。
error-rule-no-dates = 这条规则在未来一年里没有日期，请核对。
error-rule-too-far = 最多只能安排到 { $days } 天以后。请让系列早一点结束。
error-series-too-many = 场次太多了，最多 { $most } 场。
error-series-calendar-missing = { $region ->
        [HK] 香港
        [MO] 澳门
       *[other] 内地
    } { $year } 年的公众假期还没有录入，不能避开或顺延。请让系列在 { $year } 年之前结束，或者选“照常”。
error-series-not-found = 没有这个系列。
error-series-date-there = 这一天系列里已经有一场。
