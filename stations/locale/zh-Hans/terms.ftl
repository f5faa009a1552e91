## The form: terms
terms-party = 一次最多几人
terms-opens = 提前几天开放预约
terms-opens-none = 发布后就开放
terms-waitlist = 名额满了可以排队等候
terms-more = 更多规则
terms-closes = 开始前几分钟停止预约
terms-closes-none = 到时段开始为止
terms-release = 迟到几分钟后让出名额
terms-release-none = 不让出
terms-points = 同时服务的台位
terms-buffer = 时段之间的间隔
terms-buffer-none = 无
terms-offer = 递补的名额保留
terms-hours = { $count } 小时

## The form: questions
questions-title = 预约时要问的问题（{ $count }）
questions-intro = 只问这次活动需要的。答案比预约更早删除，只有本站工作人员能看。
questions-words = 问题 { $number }
questions-words-help = 可以写三种文字：简体 | 繁體 | English
questions-kind = 回答方式
questions-kind-choice = 选择
questions-kind-text = 填写
questions-kind-number = 数字
questions-options = 选项，一行一个
questions-required = 必须回答
questions-remove = 删去
questions-add = 加一个问题
questions-health = 这像是在问健康。健康信息很敏感：只问活动离不开的，最好到现场再问。
questions-health-meant = 确实需要问，这次活动离不开

## Changing a published session
places-change = 增减名额
places-intro = 已约的人不会失去名额；增加的名额按顺序给排队的人。
places-each = 每个时段人数
places-which = 哪些时段
places-all = 全部时段
places-yes = 确定
places-done = 已更改。
places-promoted = { $count } 位排队的人得到了名额。
places-over = 有 { $count } 人超出您定的数，仍保留预约；他们取消后名额才减少。
places-sums = { $slots } × { $each } = { $places } 个名额
clinics-offer-next = 为他们保留下一场的名额：{ $when }
clinics-offer-next-how = 有空位的，每人保留 24 小时，由本人决定要不要。
clinics-offered = 已为 { $count } 人保留下一场的名额。
