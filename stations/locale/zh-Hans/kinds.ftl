## What a kind of session has besides
session-detail = { $label }：{ $text }
