# 司機用的快速頁面

m-comma = 、
m-colon = ：
m-with-year = { $year }年{ $date }
m-day-and-time = { $day } { $time }

## 找驛站
m-search-label = 名稱、地址或地區
m-search-hint = 名稱、地址或地區
m-filters = 篩選
m-open-now = 現在開放
m-more-facilities = 更多設施
m-near-me = 離我最近
m-near-asking = 正在取得您的位置…
m-near-refused = 手機沒有允許使用位置。可以選一個地區，或者在地圖上點一下您在哪裏。
m-near-failed = 暫時未能定位。可以選一個地區，或者在地圖上點一下您在哪裏。
m-offline = 網絡不通，列表沒有更新。請稍後再試。
m-district = 地區
m-any-district = 選擇地區
m-other-districts = 其他有驛站的地區
m-map = 驛站地圖
m-no-script = 瀏覽器沒有開啟 JavaScript，所以地圖和自動定位用不了。選一個地區再按「搜尋」，列表一樣能用。
m-summary-bridge = { $stations }，從港珠澳大橋珠海口岸由近至遠
m-summary-near-you = { $stations }，從您的位置由近至遠
m-summary-near-place = { $stations }，從{ $place }由近至遠
m-summary-nearest = 最近的 { $stations }
m-hidden-facility = 附近另有 { $count } 個驛站沒有顯示：沒有您選的設施，或者壞了、不清楚。
m-hidden-closed = 附近另有 { $count } 個驛站沒有顯示：現在不開放。
m-hidden-hours = 附近另有 { $count } 個驛站沒有顯示：不知道開放時間。
m-clear-filters = 也顯示這些
m-clear-all = 清除所有條件
m-none-found = 沒有找到符合條件的驛站。
m-none-at-all = 這裏還沒有登記任何驛站。
m-show-more = 顯示更多
m-and-more = 等，另有 { $count } 項
m-out-of-order = 壞了：{ $names }

## 找 AED
m-aed-title = 找最近的 AED
m-aed-first = 有人倒下、沒有反應：先打急救電話，再請人去取 AED。
m-aed-near-me = 用我的位置找
m-aed-refused = 未能定位。請在下面選一個地區，電話照樣可以打。
m-show = 顯示
m-aed-from = 距離由{ $place }的中心起計。
m-aed-best = 最近的可用 AED
m-aed-none = 附近沒有確定可用、又進得去的 AED。請打 { $number }，聽從指示。
m-aed-nearer = 更近，但不一定能用
m-aed-perhaps = 可能有 AED 的地方
m-aed-where = 位置：{ $place }

## 驛站
m-go-there = 怎樣去
m-on-map = 在地圖上看
m-go-others = 其他地圖
m-address-unknown = 地址沒有公布
m-serves = 服務對象
m-phone-unknown = 沒有公布電話。
m-hours = 開放時間
m-facilities = 設施
m-facilities-unknown = 沒有人說過有沒有：{ $names }。
m-photos = 相片
m-sessions = 活動
m-sessions-none = 近期沒有公布的活動。
m-sessions-past = 以前的活動
m-hosts = 主辦：{ $names }
m-look = 查看
m-who = 由誰營辦
m-owner = 主管機構
m-partners = 合作機構
m-source = 資料來源
m-share = 分享這個驛站
m-qr = 這個驛站連結的二維碼

## 預約
m-place = 地點
m-hosted-by = 主辦機構
m-for-whom = 誰可以參加
m-session-full = 所有時段都約滿了。
m-walk-ins = 現場另留 { $count } 個名額，不用預約，先到先得。
m-slot = 選一個時段
m-slot-free = 尚餘 { $count } 個
m-slot-full = 額滿
m-slot-past = 已開始
m-choose-slot = 請選一個時段。
m-name = 姓名
m-phone = 手機號碼
m-region = 電話所屬地區
m-phone-hint = 活動有變動時用來通知您。內地、香港、澳門的號碼都可以。
m-category = 您做甚麼工作
m-choose = 請選擇
m-wrong-title = 請更正：
m-form-wrong = 還沒有預約成功。請看下面標出的地方，您填寫的內容都還在。
m-book-button = 確認預約

## 我的預約
m-code = 預約碼
m-code-hint = 到場時出示預約碼或二維碼。
m-qr-booking = 簽到用的二維碼
m-your-slot = 您的時段：{ $time }
m-calendar = 加入日曆
m-move = 改時段
m-cancel = 取消預約
m-booked-for = 預約人
m-link-hint = 這個頁面的連結以後仍可打開，請不要發給別人。遺失連結，用預約碼和手機號碼最後四位數字也能找到。
m-news = 通知紀錄
m-cancel-title = 取消預約
m-cancel-sure = 取消後名額會讓給別人。確定要取消嗎？
m-cancel-yes = 確定取消
m-cancel-no = 保留預約
m-move-title = 改到別的時段
m-slot-new = 新的時段
m-move-button = 改到這個時段
m-lookup-intro = 輸入預約碼和手機號碼最後四位數字，就可以查看、改時段或取消。
m-last-four = 手機號碼最後四位數字
m-lookup-button = 尋找
m-lookup-lost = 預約碼也忘記了？請直接向驛站查詢。
