# 站點管理頁面

manage-title = 我管理的站點
manage-search = 按站名或地址搜尋
manage-no-match = 找不到這樣的站點。
manage-no-stations = 尚未有站點交由您管理，請聯絡系統管理員。
manage-other = 轉到另一個站點

## 確認
manage-confirm = 全部與下面一樣，確認
manage-last-confirmed = 全部設施上次核實：{ $when }（{ $who }）
manage-nothing-said = 這個站點有些甚麼，仍未有人說過。請在下面「尚未填寫」選擇。
manage-confirm-overtaken = 您打開頁面之後，有人更改了以下項目，所以一項都尚未確認。請看看現在的情況，再確認一次。
manage-saved-at = 已儲存 { $time }

## 兩個人同時更改
manage-theirs = 您打開這裏之後，有人更改了它。現在是：
manage-take-theirs = 採用現在的
manage-save-mine = 改成我填的

## 設施
manage-facilities = 設施
manage-station = 站點
manage-state = 現在怎樣
manage-quantity = 數量
manage-place = 在哪裏
manage-place-hint = 例如：地下入門左邊
manage-note = 說明
manage-note-hint = 例如：已報修，星期五維修
manage-pads = 電極片有效期
manage-battery = 電池有效期
manage-expired = { $date } 已過期，不保證能用
manage-not-said = 尚未填寫（{ $count }）
manage-not-said-hint = 按一下便會儲存。不確定的先留空。

## 臨時關門
manage-closing = 臨時關門
manage-close-until = 由現在關至
manage-until-closing-time = 今日不再開（平日{ $when }關門）
manage-until-end-of-day = 今日不再開（至{ $when }）
manage-until-tomorrow = 至{ $when }
manage-until-pick = 自選時間
manage-until-day = 日期
manage-until-time = 時間
manage-reason = 原因（司機會看到）
manage-reason-hint = 例如：停水檢修
manage-close = 現在關門
manage-reopen = 重新開門
manage-not-closed = 沒有臨時關門

## 開放時間
manage-hours = 開放時間
manage-hours-preset = 怎樣填寫
manage-hours-every-day = 每日一樣
manage-hours-weekdays = 星期一至五
manage-hours-weekend = 星期一至五，週末另填
manage-hours-saturday-sunday = 星期六、日
manage-hours-each-day = 每日分開填
manage-hours-text = 更多：按 opening_hours 格式寫
manage-hours-text-help = OpenStreetMap 的寫法，例如 Mo-Fr 08:00-18:00; PH off 表示星期一至五開放、公眾假期不開放。
manage-hours-unknown = 不清楚
manage-hours-incomplete = 填好時間後，這裏會顯示司機看到的樣子。
manage-day-closed = 不開放
manage-day-open = 開放
manage-day-all-day = 24 小時
manage-qr = 有一段時間掃碼進入
manage-second-span = 分兩段
manage-from = 由
manage-to = 至
manage-holidays = 公眾假期
manage-on-holidays = 公眾假期的時間
manage-preview = 司機看到的未來七日

## 特別日子
manage-exceptions = 特別日子
manage-no-exceptions = 沒有特別安排。
manage-exception-line = { $days }：{ $what }
manage-first-day = 首日
manage-last-day = 最後一日（可不填）
manage-that-day = 這幾日
manage-add = 加入
manage-remove = 移除

## 怎樣進來
manage-access = 怎樣進來
manage-audience = 誰可以進入
manage-directions = 怎樣找到門口（{ $language }）
manage-directions-hint = 例如：貨檢區東側，藍色門

## 聯絡
manage-contact = 聯絡電話
manage-phone = 電話
manage-phone-hint = 例如：0756 1234567
manage-contact-note = 何時致電
manage-contact-note-hint = 例如：8 時至 22 時有人接聽

## 照片
manage-photos = 照片
manage-photo = 站點照片
manage-no-photos = 尚未有照片。拍一張門口，方便司機尋找。
manage-photo-choose = 加入照片
manage-photo-upload = 拍照或選照片
manage-photo-hint = JPEG、PNG 或 WebP，不超過 12 MB。拍攝時間和地點會自動移除。請不要拍到人臉和車牌。
manage-photo-caption = 照片說明
manage-photo-caption-hint = 例如：東門入口
manage-photo-add = 加入這張照片
manage-photos-full = 已有 { $most } 張照片，要更換請先刪除一張。

## 操作紀錄
audit-station-confirmed = 確認全部設施
audit-station-amenity-set = 更改設施
audit-station-amenity-confirmed = 確認一項設施
audit-station-hours-set = 更改開放時間
audit-station-exception-added = 加入特別日子
audit-station-exception-removed = 移除特別日子
audit-station-closed = 臨時關門
audit-station-reopened = 重新開門
audit-station-access-set = 更改進入方式
audit-station-contact-set = 更改聯絡電話
audit-station-photo-added = 加入照片
audit-station-photo-deleted = 刪除照片
