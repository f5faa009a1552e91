# When one gets there, and for how long
hours-reason-closes-too-soon = it closes before you want to leave
hours-closes-too-soon = Open when you get there, but closes { $when }, before you want to leave
hours-closes-before-minutes = Open when you get there, but closes { $when }, before your { $minutes } minutes are over
hours-closes-before-hours =
    { $hours ->
        [one] Open when you get there, but closes { $when }, before your hour is over
       *[other] Open when you get there, but closes { $when }, before your { $hours } hours are over
    }
arrival-when = When
arrival-now = Now
arrival-in = In { $minutes } min
arrival-in-hours = In { $hours } h
arrival-mode-walk = When I get there on foot
arrival-mode-ebike = When I get there by e-bike
arrival-mode-drive = When I get there by car
arrival-mode-truck = When I get there by truck
arrival-stay = For how long
arrival-stay-any = Any time
arrival-stay-minutes = { $minutes } min
arrival-stay-hours = { $hours } h
arrival-about = About { $minutes } min { $how }
arrival-how-walk = on foot
arrival-how-ebike = by e-bike
arrival-how-drive = by car
arrival-how-truck = by truck
arrival-then = Then: { $status }
arrival-need-place = Choose where you are first; then each station is told for the moment you get there.
arrival-rule = { $start } min to set off, then the straight line × { $detour } at { $speed } km/h
arrival-open = Open then
