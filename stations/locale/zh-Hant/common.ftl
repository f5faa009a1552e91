## 名稱
app-name = 工會驛站
app-tagline = 找得到、進得去、用得着

## 設施的狀態
amenity-available = 可用
amenity-out-of-order = 故障
amenity-absent = 沒有
amenity-unknown = 不清楚
amenity-available-note = 最近一次核實時，設施在，可以用。
amenity-out-of-order-note = 有，但壞了，暫時用不到。
amenity-absent-note = 這個驛站沒有。
amenity-unknown-note = 還沒有人告訴我們有沒有、能否使用。
amenity-quantity = { $count } 個
amenity-pads-until = 電極片有效期至 { $date }
amenity-battery-until = 電池有效期至 { $date }

## 由誰核實
checked-by-published = 公開報道
checked-by-import = 匯入的名單
checked-by-manager = 驛站管理員
checked-by-administrator = 系統管理員
checked-by-demo = 示例數據
checked-label = 上次核實
checked-line = { $who }，{ $ago }
checked-never = 還沒有人核實過

## 身份
role-driver = 司機或勞動者
role-administrator = 系統管理員
role-manager = 驛站管理員
role-staff = 活動職員
role-system = 系統自動

## 誰可以進入
audience-anyone = 任何人都可進入
audience-members = 只限工會會員
audience-unknown = 是否只限會員不清楚
audience-anyone-note = 不用是會員，直接進去便可。
audience-members-note = 須帶備工會會員證或出示電子會員碼。
audience-unknown-note = 未有公布，進門時問一聲便可。

## 怎樣進去
way-in-label = 怎樣進入
way-in-open = 推門即進
way-in-staffed = 直接進入，裏面有職員
way-in-qr = 掃碼開門
way-in-app = 用 App 開門
way-in-guard = 請門衞放行
way-in-unknown = 進入方式不清楚
way-in-open-how = 開放時間內門沒有鎖，直接推門進去。
way-in-staffed-how = 有職員在場，進去跟他們打聲招呼。
way-in-qr-how = 用手機掃描門上的二維碼，門便會打開。掃不開時，請致電門上或這裏所寫的電話。
way-in-app-how = 須先在手機安裝指定的 App，到門口用它開門。最好預先安裝。
way-in-guard-how = 到門口找門衞或保安，說要去工會驛站，請他放行。
way-in-unknown-how = 還未公布怎樣進入。最好先查詢；到達後請看門口的說明，或者問門衞。

## 位置
position-exact = 位置準確
position-approximate = 位置只是大概
position-approximate-note = 準確位置沒有公布，地圖上的點只表示大概在這一帶。到了附近請看指示牌或問人。

## 活動狀態
session-status-draft = 草稿
session-status-published = 已發布
session-status-cancelled = 已取消
session-status-past = 已結束
session-times-unknown = 具體時間沒有公布
session-audience-anyone = 任何人都可參加
session-audience-drivers = 以司機為對象
session-audience-members = 以工會會員為對象

## 預約狀態
booking-pending = 為您暫留
booking-booked = 已預約
booking-waitlist = 輪候中
booking-checked-in = 已簽到
booking-fulfilled = 已完成
booking-noshow = 沒有到場
booking-cancelled = 已取消
booking-entered-in-error = 輸入有誤

## 工作類別
category-truck = 貨車司機
category-ride-hailing = 網約車或的士司機
category-courier = 速遞員
category-food-delivery = 外賣員
category-sanitation = 清潔工人
category-construction = 建築工人
category-traveller = 過路旅客
category-other = 其他

## 地區
jurisdiction-CN = 內地
jurisdiction-HK = 香港
jurisdiction-MO = 澳門

## 通知
notice-booked = 預約成功，位置已經為您留好。
notice-moved = 您的預約已改到其他時段，請看新的時間。
notice-cancelled = 您的預約已取消。
notice-session-cancelled = 這場活動取消了，請不要白走一趟。十分抱歉。
notice-session-changed = 這場活動有變動，請再看一次時間和地點。
notice-time-gone = 您預約的時間已不在這場活動內，預約已取消。請另選一個時間。
notice-waiting = 您已在輪候名單上。有空位會按次序留給您。
notice-offer = 有空位了，已經為您留好。請在限期前確認。
notice-offer-expired = 保留時間過了，空位已經給了下一位。
notice-reminder-24h = 提醒：明天見。
notice-reminder-2h = 提醒：兩小時後見。

## 距離和時間
distance-m = { $m } 米
distance-km = { $km } 公里
ago-today = 今天
ago-yesterday = 昨天
ago-days = { $days } 天前
ago-months = { $months } 個月前
ago-years = { $years } 年前
count-stations = { $count } 個驛站

## 示例
demo-badge = 示例
demo-note = 這是示範用的虛構內容，並不真實存在，請不要前往。

## 常用詞
yes = 是
no = 否
save = 儲存
cancel = 取消
back = 返回
next = 下一步
previous = 上一步
close = 關閉
retry = 再試一次
search = 搜尋
loading = 正在載入…
edit = 修改
delete = 刪除
confirm = 確認
more = 更多
less = 收起
all = 全部
none = 無
optional = 選填
unknown = 不清楚
not-published = 沒有公布
copy-link = 複製連結
copied = 已複製
share = 分享
print = 列印
download = 下載
saved = 已儲存
today = 今天
tomorrow = 明天
something-wrong = 出了一點問題
error-reference = 請把這個編號告訴維護人員：{ $reference }

## 語言
language = 語言
language-zh-Hans = 简体中文
language-zh-Hant = 繁體中文
language-en = English

## 緊急情況
emergency = 緊急情況
call-emergency = 致電 { $number }
call-emergency-note = 有人倒下、沒有反應時，先致電 { $number }，再去取 AED。
call-station = 致電驛站
aed-now = 找最近的 AED

## 頁尾
footer-about = 這裏只寫公布過或有人核實過的內容；不知道的，就寫「不清楚」。
footer-privacy = 私隱說明
footer-data = 資料來源
footer-api = 開放介面
footer-staff = 職員登入
footer-map-credit = 底圖 © OpenStreetMap 貢獻者

## 兩種版本
fast-version = 快速版（慳數據）
full-version = 完整版
fast-version-note = 網絡慢時，用快速版打開得更快。
