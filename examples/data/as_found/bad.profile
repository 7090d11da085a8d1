# What is wrong in a profile is told with its place.
scale = ordinal:1..5
repeated = often
