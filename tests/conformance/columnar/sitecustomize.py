"""Makes the columnar codec Whoosh's default in any Python, children included, that has this folder on its path."""

import whoosh.codec
from whoosh.codec import whoosh3

from searchapp.engines.whoosh.codec import ColumnarCodec

whoosh.codec.default_codec = ColumnarCodec
whoosh3.W3Codec = ColumnarCodec  # for the tests that name it
