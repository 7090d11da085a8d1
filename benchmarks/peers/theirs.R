# SPDX-License-Identifier: BSL-1.0
# The side of R in peers.py; works as ours.cpp does.
#
# usage: Rscript theirs.R INPUT PEER RESULT

arguments <- commandArgs(TRUE)
file <- arguments[1]
numbers <- readBin(file, "double", file.size(file) / 8)
actors <- numbers[1]
issues <- numbers[2]
scale <- max(numbers[3] - 1, 1)
weight <- numbers[3 + seq_len(issues)]
offset <- numbers[3 + issues + seq_len(actors + 1)]
known <- offset[actors + 1]
rest <- 3 + issues + actors + 1
x <- matrix(NA_real_, actors, issues)
x[cbind(rep(seq_len(actors), diff(offset)), numbers[rest + seq_len(known)] + 1)] <- numbers[rest + known + seq_len(known)]

# Each peer: the call that is timed, and what makes its result comparable with ours.
peer <- switch(arguments[2],
  dist = list(call = function() dist(x, "manhattan"), comparable = function(r) r / issues / scale),
  vegdist = list(
    call = function() vegan::vegdist(x, "manhattan", na.rm = TRUE),
    comparable = function(r) r / as.dist(tcrossprod(!is.na(x))) / scale  # it gives sums
  ),
  daisy = list(
    call = function() suppressWarnings(cluster::daisy(x, "gower", weights = weight)),
    comparable = identity
  ),
  cor = local({
    columns <- t(x)
    list(call = function() cor(columns, use = "pairwise.complete.obs"), comparable = function(r) r[lower.tri(r)])
  })
)

cpu <- function() sum(proc.time()[c("user.self", "sys.self")])
last <- NULL
input <- file("stdin", "r")
while (length(line <- readLines(input, 1))) {
  times <- as.integer(line)
  begin <- cpu()
  for (i in seq_len(times)) {
    last <- NULL
    last <- peer$call()
  }
  cat((cpu() - begin) * 1000, "\n")
  flush(stdout())
}
writeBin(as.double(peer$comparable(last)), arguments[3])
