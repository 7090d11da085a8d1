# SPDX-License-Identifier: BSL-1.0
"""The side of NumPy, SciPy, scikit-learn and pandas in peers.py; works as ours.cpp does.

usage: theirs.py INPUT PEER RESULT
"""
import sys
import time

import numpy as np


class Input:
    def __init__(self, file):
        numbers = np.fromfile(file)
        self.actors, self.issues, self.categories = (int(n) for n in numbers[:3])
        self.length = max(self.categories - 1, 1)  # of the scale
        self.weight, offset, rest = np.split(numbers[3:], [self.issues, self.issues + self.actors + 1])
        self.offset = offset.astype(np.int64)
        self.issue = rest[: len(rest) // 2].astype(np.int64)
        self.position = rest[len(rest) // 2 :]
        self.actor = np.repeat(np.arange(self.actors), np.diff(self.offset))

    def table(self):
        x = np.full((self.actors, self.issues), np.nan)
        x[self.actor, self.issue] = self.position
        return x

    def known(self, dtype=float):
        k = np.zeros((self.actors, self.issues), dtype)
        k[self.actor, self.issue] = 1
        return k

    def upper(self, square):
        return square[np.triu_indices(self.actors, 1)]


# Each peer: what it prepares once is not timed; it returns the call that is, and what makes its result comparable with ours.


def scipy_pdist(data):
    from scipy.spatial.distance import pdist

    x = data.table()
    return lambda: pdist(x, "cityblock"), lambda r: r / data.issues / data.length


def scipy_pdist_weights(data):
    from scipy.spatial.distance import pdist

    x, w = data.table(), data.weight
    return lambda: pdist(x, "cityblock", w=w), lambda r: r / w.sum() / data.length


def scipy_cdist_weights(data):
    from scipy.spatial.distance import cdist

    x, w = data.table(), data.weight
    return lambda: cdist(x[:1], x[1:], "cityblock", w=w), lambda r: np.sort(r[0])[:10] / w.sum() / data.length


def scipy_sparse_one_hot(data):
    from scipy.sparse import csr_matrix

    ones = np.ones(len(data.issue), np.int32)  # a little faster here than real numbers
    category = data.issue * data.categories + data.position.astype(np.int64) - 1
    a = csr_matrix((ones, category, data.offset), shape=(data.actors, data.issues * data.categories))
    k = csr_matrix((ones, data.issue, data.offset), shape=(data.actors, data.issues))

    def call():
        with np.errstate(invalid="ignore"):
            return (a @ a.T).toarray() / (k @ k.T).toarray()

    return call, data.upper


def sklearn_nan_euclidean(data):
    from sklearn.metrics.pairwise import nan_euclidean_distances

    x = data.table()
    return lambda: nan_euclidean_distances(x), lambda r: data.upper(r) / data.issues**0.5 / data.length


def nansum(x, known, w, row):
    distance = np.abs(x - x[row])
    return np.nansum(w * distance, axis=1) / np.nansum(np.where(np.isnan(distance), np.nan, w), axis=1)


def nansum_matmul(x, known, w, row):
    """The sums of weights by BLAS: about half the time."""
    return np.nansum(w * np.abs(x - x[row]), axis=1) / (known @ (w * known[row]))


def all_rows(data, one_against_all):
    x, known, w = data.table(), data.known(), data.weight
    return (
        lambda: np.array([one_against_all(x, known, w, row) for row in range(data.actors)]),
        lambda r: data.upper(r) / data.length,
    )


def ten_nearest(data, one_against_all):
    x, known, w = data.table(), data.known(), data.weight

    def call():
        distance = one_against_all(x, known, w, 0)
        distance[0] = np.inf  # the query itself
        return np.sort(distance[np.argpartition(distance, 10)[:10]])

    return call, lambda r: r / data.length


def numpy_nansum(data):
    return all_rows(data, nansum)


def numpy_nansum_matmul(data):
    return all_rows(data, nansum_matmul)


def numpy_nansum_top(data):
    return ten_nearest(data, nansum)


def numpy_nansum_matmul_top(data):
    return ten_nearest(data, nansum_matmul)


def numpy_one_hot(data):
    known = data.known(np.float32)
    one_hot = np.zeros((data.actors, data.issues * data.categories), np.float32)
    one_hot[data.actor, data.issue * data.categories + data.position.astype(np.int64) - 1] = 1
    return lambda: (one_hot @ one_hot.T) / (known @ known.T), data.upper


def pandas_corr(data):
    import pandas

    frame = pandas.DataFrame(data.table().T)
    return lambda: frame.corr(), lambda r: data.upper(r.to_numpy())


def main(file, peer, result):
    call, comparable = globals()[peer](Input(file))
    last = None
    for line in sys.stdin:
        begin = time.process_time()
        for _ in range(int(line)):
            last = None
            last = call()
        print((time.process_time() - begin) * 1e3, flush=True)
    np.asarray(comparable(last), float).tofile(result)


main(*sys.argv[1:])
