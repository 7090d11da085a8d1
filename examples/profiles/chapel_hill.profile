# An expert survey in the manner of Chapel Hill: a party is called by country and name, a salience stands beside the position.
scale = interval:0..10
wide
columns = actor=country+party,salience={issue}_salience
ignore = *_sd,*_dissent,year,vote
