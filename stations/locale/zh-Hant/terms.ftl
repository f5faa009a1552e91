## The form: terms
terms-party = 一次最多幾人
terms-opens = 提前幾天開放預約
terms-opens-none = 發佈後就開放
terms-waitlist = 名額滿了可以排隊輪候
terms-more = 更多規則
terms-closes = 開始前幾分鐘停止預約
terms-closes-none = 到時段開始為止
terms-release = 遲到幾分鐘後讓出名額
terms-release-none = 不讓出
terms-points = 同時服務的檯位
terms-buffer = 時段之間的間隔
terms-buffer-none = 無
terms-offer = 遞補的名額保留
terms-hours = { $count } 小時

## The form: questions
questions-title = 預約時要問的問題（{ $count }）
questions-intro = 只問這次活動需要的。答案比預約更早刪除，只有本站工作人員能看。
questions-words = 問題 { $number }
questions-words-help = 可以寫三種文字：简体 | 繁體 | English
questions-kind = 回答方式
questions-kind-choice = 選擇
questions-kind-text = 填寫
questions-kind-number = 數字
questions-options = 選項，一行一個
questions-required = 必須回答
questions-remove = 刪去
questions-add = 加一條問題
questions-health = 這像是在問健康。健康資料很敏感：只問活動離不開的，最好到現場才問。
questions-health-meant = 確實需要問，這次活動離不開

## Changing a published session
places-change = 增減名額
places-intro = 已約的人不會失去名額；增加的名額按次序給輪候的人。
places-each = 每個時段人數
places-which = 哪些時段
places-all = 全部時段
places-yes = 確定
places-done = 已更改。
places-promoted = { $count } 位輪候的人得到了名額。
places-over = 有 { $count } 人超出您定的數目，仍保留預約；他們取消後名額才減少。
places-sums = { $slots } × { $each } = { $places } 個名額
clinics-offer-next = 為他們保留下一場的名額：{ $when }
clinics-offer-next-how = 有空位的，每人保留 24 小時，由本人決定要不要。
clinics-offered = 已為 { $count } 人保留下一場的名額。
