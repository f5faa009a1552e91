# 簡易頁面、登入、介面和日曆

web-name = 工會驛站
web-short-name = 驛站
web-description = 尋找工會驛站，看看現在開不開門、裏面甚麼能用，還可以預約義診。
web-skip = 跳到正文
web-aed = 找 AED
web-find = 找驛站
web-my-booking = 我的預約
web-language = 語言
web-pages = 頁面
web-full-page = 打開完整版頁面
web-staff-sign-in = 工作人員登入
web-sign-out = 登出（{ $name }）

## 出了問題
web-problem-title = 未能完成
web-problem-back = 回到首頁
web-problem-reference = 如要向人反映，請告訴對方編號 { $reference }。
web-problem-field = { $field }：{ $title }

## 登入
web-sign-in-title = 工作人員登入
web-sign-in-intro = 供驛站管理員、義診工作人員和系統管理員使用。司機不需要帳戶。
web-username = 用戶名稱
web-password = 密碼
web-sign-in-button = 登入
web-sign-in-forgotten = 忘記密碼？請管理員為您重設。
web-signed-in-as = 您已登入：{ $name }。
web-continue = 繼續
web-set-up-link = 設定第一位管理員
web-set-up-title = 第一位管理員
web-set-up-intro = 程式第一次啟動時，終端機視窗會顯示設定碼。設定碼只能用一次。
web-set-up-code = 設定碼
web-set-up-name = 顯示的姓名
web-set-up-username-hint = 3 至 32 個字元：小寫字母、數字、點、短橫或底線
web-set-up-button = 建立管理員
web-password-title = 設定新密碼
web-password-must = 請先換成您自己的密碼，再繼續使用。
web-password-old = 現在的密碼
web-password-new = 新密碼
web-password-hint = 最少 { $least } 個字元。幾個自己記得住的詞語，比一串難記的符號更好。
web-password-again = 再輸入一次新密碼
web-password-differ = 兩次輸入的新密碼不一樣。
web-password-button = 儲存新密碼

## 日曆
web-calendar-code = 預約碼：{ $code }
web-calendar-hosts = 主辦：{ $hosts }
web-calendar-approximate = 地圖上的位置只是大概。
web-list-comma = 、
web-calendar-times-unknown = 具體時間沒有公布。
web-calendar-name = { $station }的活動

## 終端機
web-terminal-setup = 用這個一次性設定碼建立第一位管理員（只顯示這一次）：{ $code }
web-terminal-where = 請在 { $url } 頁面輸入。
web-terminal-serving = 服務已啟動：{ $url }（按 Ctrl+C 停止）
web-terminal-port-used = 連接埠 { $port } 已被其他程式佔用。請換一個，例如 PORT={ $other }。
web-terminal-address-wrong = 無法在 { $host } 上監聽：這台機器沒有這個地址。
web-terminal-port-forbidden = 連接埠 { $port } 需要特別權限。請換一個 1023 以上的，例如 PORT={ $other }。
