// SPDX-License-Identifier: BSL-1.0
// Owns the precompiled header that the test programs share.
