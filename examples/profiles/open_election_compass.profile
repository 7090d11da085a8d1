# OpenElectionCompass: a document in which each thesis holds the positions of the parties.
input-format = json
records = /content/theses/*/positions/*
scale = ordinal:reject|neutral|approve
columns = actor=@key,issue=/content/theses/*/statement
missing-codes = skip
