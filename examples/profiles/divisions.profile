# Divisions of a parliament, a file each: the file names the division, columns hold 1 for what a member did.
scale = ordinal:against|abstain|for
columns = actor=member,issue=@file
answers = for,abstain,against
