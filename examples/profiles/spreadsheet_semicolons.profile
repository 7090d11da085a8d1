# Saved by a spreadsheet where numbers have commas: semicolons, Windows-1252, issues in rows.
scale = interval:0..10
wide
transposed
delimiter = semicolon
decimal-comma
encoding = windows-1252
