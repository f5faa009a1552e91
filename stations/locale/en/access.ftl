## Who is let in, and how (more of it in common.ftl)
audience-drivers = Drivers with papers
audience-drivers-note = Show that you drive for a living: your licence, your permit, or the order on your phone. You need not be a union member.
way-in-code = Type the code at the door
way-in-code-how = The door has a keypad. Ask for the code beforehand, or call the number on the door or on this page.
hours-way-in-code = The door opens with a code

## Which side of the border control
side-label = Side of the border
side-cn = Mainland side
side-hk = Hong Kong side
side-mo = Macao side
side-port = Inside the port, between the border controls
side-unknown = Side of the border control not known
side-cn-note = You need not cross the border from the mainland. From Hong Kong or Macao you do.
side-hk-note = You need not cross the border from Hong Kong. From the mainland or Macao you do.
side-mo-note = You need not cross the border from Macao. From the mainland or Hong Kong you do.
side-port-note = Only those who are crossing the border get there.
side-unknown-note = It is close to the border, and nobody has published whether you reach it without crossing. Ask before you go.

## Inside of what, and parking
host-label = Inside
parking-label = Parking
parking-fee-free = Free
parking-fee-paid = Paid
parking-fee-unknown = Fee not published
parking-truck-bays =
    { $count ->
        [one] 1 truck bay
       *[other] { $count } truck bays
    }
parking-motorcycle-bays =
    { $count ->
        [one] 1 motorcycle bay
       *[other] { $count } motorcycle bays
    }
parking-height = Height limit { $metres } m
parking-height-unknown = Height limit not published

## The manager's form
manage-side = Which side of the border control
manage-side-hint = Only say what you know. Unknown counts as the side of the station's region.
manage-host = Inside which place, in { $language }
manage-host-hint = For example the bank or clinic whose door one goes through
manage-height = Height limit for vehicles, in metres
manage-height-hint = For example 4.2
manage-parking-fee = Parking costs
manage-parking-note = What else drivers should know about parking
manage-parking-note-hint = For example the price, how long one may stay, or fines

## The audit trail
audit-detail-side = side of the border
audit-detail-parking-fee = parking

## Importing
import-field-side = side of the border
import-field-host = inside which place
import-field-height_limit_m = height limit (metres)
import-field-parking_fee = parking fee
import-field-parking_note = note on parking
import-column-in = { $name } ({ $language })
import-template-note = The first row names the columns, the second is an example. It may stay: rows marked as examples are skipped.
import-example-id = example, skipped when imported
import-example-name = Example: People's Road union service station
import-example-address = 1 People's Road, Xiangzhou, Zhuhai
import-example-directions = Side door, left of the bank's entrance
import-example-host = Example bank, People's Road branch
import-example-parking-note = Two hours free, then 5 yuan an hour
import-example-opening-hours = Mo-Fr 08:00-18:00
import-example-contact-note = Weekdays until 17:00
import-example-owner = Example district union
import-example-serves = Drivers, couriers, street cleaners
import-beside-rows = New stations beside one that is there already
import-beside-note = They are imported as new stations. If one is the same place, take its row out, or give it the id of the station that is there.
cli-import-row-beside = Row { $line } { $name } (please check): { $field }: { $reason }
