# 每個錯誤代碼一句話：出了甚麼事，接下來怎樣做。

## 權限
error-forbidden = 您的帳戶不能做這一步。如有需要，請聯絡管理員。
error-sign-in-needed = 請先登入。
error-sign-in-wrong = 用戶名稱或密碼不正確，請再試一次。
error-too-many-tries = 嘗試次數太多，請稍後再試。
error-account-disabled = 這個帳戶已停用，請聯絡管理員。
error-setup-code-wrong = 設定碼不正確。設定碼顯示在啟動本程式的終端機視窗，請照樣輸入。
error-setup-done = 第一位管理員已經設定好，請直接登入。
error-last-administrator = 這是最後一位管理員，不能停用，也不能改為其他身份。
error-cross-site = 這個請求來自其他網站，沒有執行。請回到本站的頁面再操作。

## 找不到
error-not-found = 找不到這個頁面或內容。
error-station-not-found = 找不到這個驛站，可能是連結不完整，也可能是驛站已經撤走。
error-session-not-found = 找不到這場活動。
error-slot-not-found = 找不到這個時段，請重新選擇。
error-booking-not-found = 找不到這個預約，請核對連結或預約碼。
error-account-not-found = 找不到這個帳戶。
error-photo-not-found = 找不到這張相片。
error-link-expired = 這個連結已經過期，預約內的個人資料亦已刪除。

## 填寫的內容
error-required = 這一項必須填寫。
error-too-long = 內容太長，請縮短一點。
error-invalid = 系統看不懂這一項，請檢查後再填。
error-limit-invalid = 數量須在 1 至 { $most } 之間。
error-coordinates-invalid = 系統看不懂這個座標。請按「緯度,經度」填寫，例如 22.21,113.58。
error-coordinates-swapped = 緯度和經度似乎倒轉了，請把兩個數字對調。
error-coordinates-impossible = 這個位置不在所選的地區內，請檢查座標。
error-instant-invalid = 系統看不懂這個時間。請寫明日期、時間和時區，例如 2026-12-01T09:30+08:00。
error-date-invalid = 日期不正確，請按「年-月-日」填寫，例如 2026-12-01。
error-hours-invalid = 系統看不懂這個開放時間，請檢查後再填，例如 Mo-Fr 08:00-22:00。
error-hours-incomplete = 開放時間尚未填完：{ $days }。
error-facility-unknown = 沒有「{ $given }」這種設施。
error-state-unknown = 沒有這種狀態，請從列出的選項中選擇。
error-jurisdiction-unknown = 地區只可以是內地（CN）、香港（HK）或澳門（MO）。
error-phone-invalid = 電話號碼不正確。請填內地（+86）、香港（+852）或澳門（+853）的號碼。
error-name-invalid = 請填寫姓名，最多 { $most } 個字。
error-category-unknown = 請從清單中選擇您的工作類別。
error-email-invalid = 這個電郵地址似乎不對，請再看一下。不填也可以。
error-party-too-large = 一次最多預約 { $most } 個人。
error-number-outside = 請填 { $least } 至 { $most } 之間的數字。
error-question-options = 選擇題要有 1 至 12 個選項；其他問題不用選項。
error-question-health = 有一條問題像是在問健康。確實需要，請在問題旁邊勾選；不需要，請改掉或刪去。
error-consent-needed = 請先閱讀並同意私隱說明，才可以預約。
error-password-weak = 密碼最少要有 { $least } 個字元，不可太簡單，也不可包含用戶名稱。
error-username-invalid = 用戶名稱須為 3 至 32 個字元，只用小寫字母、數字、點、連字號或底線，並以字母或數字開頭。
error-username-taken = 這個用戶名稱已有人使用，請換另一個。
error-role-unknown = 沒有這種身份，請從列出的選項中選擇。
error-role-needed = 請選擇身份。
error-url-invalid = 網址不正確，請填以 http:// 或 https:// 開頭的完整網址。
error-height-invalid = 高度限制請以米填寫，在 { $least } 至 { $most } 之間，例如 4.2。
error-side-impossible = 驛站只可以在所屬地區的一邊，或在口岸範圍內。請選其中一項，不清楚便選不清楚。

## 相片和檔案
error-photo-not-an-image = 這個檔案不是相片，或者已經損壞。請選 JPEG、PNG 或 WebP 相片。
error-photo-too-large = 相片太大，請選小一點的。
error-photos-full = 這個驛站的相片已經放滿，請先刪除一張。
error-file-encoding = 無法讀取檔案內的文字。請另存為 UTF-8 編碼的 CSV，再上載一次。
error-file-empty = 檔案是空的。
error-file-columns = 檔案缺少必需的欄位，請對照範本檢查第一行。
error-file-too-large = 檔案太大，請分成幾個小檔案。
error-file-rows-wrong = 有幾行填得不對，所以一行都沒有匯入。請看每一行旁邊的原因。
error-row-duplicate = 這一行的編號前面已經出現過。
error-row-other-source = 這一行的編號已經屬於另一個來源的站點，沒有改動它。請給這一行換一個編號。
error-row-nearby = { $metres } 米外已有「{ $name }」，是否同一個地方？

## 活動和預約
error-session-times = 結束時間須遲於開始時間，最少夠一個時段，並且不超過 24 小時。
error-session-too-many-slots = 時段太多，最多 { $most } 個。請把時段加長，或者把活動縮短。
error-session-not-draft = 只有草稿才可以這樣修改，這場活動已經發布或取消。
error-session-closed = 這場活動目前不接受預約。
error-session-past = 這場活動的時間已經過了。
error-session-cancelled = 這場活動已經取消。
error-session-begun = 要刪去的時間內已經有人簽到，這場活動的時間不能再改。
error-slot-full = 這個時段剛剛約滿，請選其他時段。
error-slot-past = 這個時段已經開始，請選較遲的時段。
error-slot-same = 您預約的就是這個時段。
error-walk-ins-full = 即場名額已經用完。
error-already-booked = 這個電話號碼已經預約了這場活動。要改時間，請到「我的預約」。
error-overlaps = 這個電話號碼在同一時間已經有別的預約。請選其他時段，或者先取消那個預約。
error-already-waiting = 這個電話號碼已經在這場活動的輪候名單上，有空位會按次序通知。
error-places-free = 現在還有空位，可以直接預約，不用輪候。
error-no-waitlist = 這場活動沒有輪候名單。
error-hold-over = 為您暫留的時間過了，位置已經給其他人。請選其他時段。
error-offer-over = 這個空位為您保留的時間過了，已經給了下一位。您可以重新輪候。
error-booking-not-open = 還未開始預約，請稍後再來。
error-booking-closed = 預約已經截止。有空位的話，可以直接到現場。
error-too-many-bookings = 一個電話號碼最多同時有 { $most } 個預約。請先取消用不到的。
error-code-needed = 請先按「傳送驗證碼」，再填短訊內的 6 位數字。
error-code-wrong = 驗證碼不對，或者過了十分鐘。請再看一下短訊，或重新傳送。
error-code-not-sent = 驗證碼未能傳送。請稍後再試，或請職員幫您預約。
error-session-five-minutes = 開始時間請選整五分鐘，例如 9:00 或 9:05。
error-booking-ended = 這個預約已經結束或取消，不能再改。
error-already-checked-in = 這個預約已經簽到了。
error-booking-code-wrong = 預約碼與電話號碼最後四位不相符，請再核對。
error-not-today = 未到簽到時間，或者簽到時間已過。
error-key-reused = 這個請求編號已經用於另一份內容，沒有重複預約。

## 緊急關閉
error-area-unknown = 沒有以此開頭的地區。請從列表選擇，或檢查名稱。
error-signal-not-there = 該地區沒有這種信號。
error-closing-end = 結束時間須為將來，最多 { $days } 日。

## 兩個人同時修改
error-changed-meanwhile = 您打開之後，有人改過這裏。請先看看最新內容，再決定怎樣改。
error-recheck-taken = 剛剛有另一位同事說會去看這個驛站。

## 系統
error-database-missing = 找不到資料庫。請聯絡維護人員。
error-database-locked = 現在使用的人太多，請過幾秒再試。您填的內容尚未儲存。
error-database-read-only = 現在只可以查看，不可以儲存。請聯絡維護人員。
error-database-full = 儲存空間已滿，未能儲存。請聯絡維護人員。
error-database-newer = 資料庫比程式新，請維護人員先升級程式。
error-database-damaged = 資料庫有損壞，請維護人員檢查並從備份復原。
error-database-unreachable = 暫時連接不到資料庫，請稍後再試。
error-pg-dump-missing = 這部機器未安裝 pg_dump，未能備份。在 Debian 上請執行 apt-get install postgresql-client。
error-target-not-empty = 目標資料庫裏已經有內容，沒有動它。請新建一個空資料庫再搬。
error-copy-differs = 搬過去的內容與讀出的不一致，所以甚麼都沒有保留，目標仍是空的。請保存輸出並報告。
error-source-changed = 搬的時候有人寫入，所以甚麼都沒有保留，目標仍是空的。請先停止網站的所有進程，再試一次。
error-text-unfit = 表 { $table } 裏有 PostgreSQL 不能保存的字元（NUL），所以甚麼都沒有搬。
error-restore-elsewhere = 這裏只還原 SQLite。PostgreSQL 的備份用 pg_restore 還原，做法見 docs/operating.md。
error-restore-needs-force = 已經有一個資料庫，沒有動它。加上 --force，會先把它放到一邊，再換上備份。
error-internal = 系統出了問題，您的操作沒有完成。請稍後再試。
error-device-blocked = 這部裝置的回報已停止接收。如有誤會，請聯絡驛站或工會。
error-report-not-found = 這條連結沒有對應的回報。
error-concern-not-found = 找不到這項司機回報。

## Series of sessions
error-rule-invalid = 看不懂這條規則。請寫成 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=10 這樣。
error-rule-too-often = 規則只能按日、週、月或年重複，不能按小時或更短的時間。
error-rule-part-unknown = 這裏的規則不能用「{ $part }」，請刪去。
error-rule-two-ends = 規則可以寫次數，也可以寫截止日期，不能兩樣都寫。請刪去 COUNT 或 UNTIL。
error-rule-no-dates = 這條規則在未來一年內沒有日期，請核對。
error-rule-too-far = 最多只能安排到 { $days } 日之後。請讓系列早一點結束。
error-series-too-many = 場次太多了，最多 { $most } 場。
error-series-calendar-missing = { $region ->
        [HK] 香港
        [MO] 澳門
       *[other] 內地
    } { $year } 年的公眾假期還未輸入，不能避開或順延。請讓系列在 { $year } 年之前結束，或選「照常」。
error-series-not-found = 沒有這個系列。
error-series-date-there = 這一天系列內已經有一場。
