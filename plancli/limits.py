"""What one input may cost before it is refused or read more simply; every figure has an option.

Promise: constants alone, so that stages, commands and batch agree on them.
"""

from __future__ import annotations

# A release is tens of kilobytes and the longest plans about one megabyte; what is larger is a mistake.
DEFAULT_MAX_BYTES = 64 * 1024 * 1024
# Reading sets as many bytes aside as it may take; beyond some gigabytes that fails before the first is read.
MOST_MAX_BYTES = 4 * 1024 * 1024 * 1024
# Nesting of real pages stays under 100; unclosed tags of old editors reach some hundreds. libxml2 looks
# through all open tags at each end tag that closes none, so depth times tags bounds the time.
DEFAULT_MAX_DEPTH = 600
# Seconds of processor time; a page of 10 MB takes about ten. Texts made of nothing but numbers take longest.
DEFAULT_TIMEOUT = 60.0
# A day. No release needs it, and the timers of a system count no more than 2**31 seconds, some of them less.
MOST_TIMEOUT = 86_400.0
