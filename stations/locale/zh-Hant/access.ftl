## 誰可以進入、怎樣進入（其餘在 common.ftl）
audience-drivers = 憑證件的司機
audience-drivers-note = 出示駕駛執照、通行證或手機上的訂單，證明你以駕駛為業便可，不用是工會會員。
way-in-code = 輸入密碼開門
way-in-code-how = 門上有密碼鎖。請預先查詢密碼，或致電門上、這裏所寫的電話。
hours-way-in-code = 輸入密碼開門

## 在關口的哪一邊
side-label = 關口哪一邊
side-cn = 內地一邊
side-hk = 香港一邊
side-mo = 澳門一邊
side-port = 口岸範圍內，兩重關口之間
side-unknown = 在關口哪一邊不清楚
side-cn-note = 身在內地不用過關；從香港、澳門前來須過關。
side-hk-note = 身在香港不用過關；從內地、澳門前來須過關。
side-mo-note = 身在澳門不用過關；從內地、香港前來須過關。
side-port-note = 只有正在過關的人才能到達。
side-unknown-note = 這裏靠近關口，未有公布不過關能否到達。出發前請先查詢。

## 設於何處、泊車
host-label = 設於
parking-label = 泊車
parking-fee-free = 免費
parking-fee-paid = 收費
parking-fee-unknown = 未有公布是否收費
parking-truck-bays = { $count } 個貨車泊位
parking-motorcycle-bays = { $count } 個電單車泊位
parking-height = 高度限制 { $metres } 米
parking-height-unknown = 未有公布高度限制

## 站長的表格
manage-side = 在關口的哪一邊
manage-side-hint = 確實知道才填寫。不清楚的，當作在驛站所屬地區的一邊。
manage-host = 設於哪個場所內（{ $language }）
manage-host-hint = 例如須經哪間銀行、診所的門口
manage-height = 車輛高度限制（米）
manage-height-hint = 例如 4.2
manage-parking-fee = 泊車是否收費
manage-parking-note = 泊車還要注意甚麼
manage-parking-note-hint = 例如收費多少、可泊多久、會否被罰

## 操作記錄
audit-detail-side = 關口哪一邊
audit-detail-parking-fee = 泊車

## 匯入
import-field-side = 關口哪一邊
import-field-host = 設於哪個場所內
import-field-height_limit_m = 高度限制（米）
import-field-parking_fee = 泊車收費
import-field-parking_note = 泊車備註
import-column-in = { $name }（{ $language }）
import-template-note = 第一行是各欄的名稱，第二行是示例。示例可以保留，標明是示例的行不會匯入。
import-example-id = 示例，不會匯入
import-example-name = 示例：人民路工會驛站
import-example-address = 珠海市香洲區人民路1號
import-example-directions = 銀行正門左邊的側門
import-example-host = 示例銀行人民路分行
import-example-parking-note = 首兩小時免費，其後每小時5元
import-example-opening-hours = 周一至周五 8:00-18:00
import-example-contact-note = 平日下午5時前
import-example-owner = 示例區總工會
import-example-serves = 貨車司機、速遞員、清潔工人
import-beside-rows = 旁邊已有站點的新站點
import-beside-note = 會作為新站點匯入。如果就是同一個地方，請刪去這一行，或填上已有站點的編號。
cli-import-row-beside = 第 { $line } 行 { $name }（請核對）：{ $field }：{ $reason }
