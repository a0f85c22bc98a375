"""What failures of the object store are called when an automatic step runs into them."""

from processes import registry
from storage import IncompleteStream, ObjectExists, ObjectMissing, StoreFull, StoreUnavailable

registry.trouble(StoreUnavailable, "文件库暂时连不上", transient=True)
registry.trouble(StoreFull, "文件库满了，放不下新的文件", transient=True)
registry.trouble(IncompleteStream, "文件没有写完整", transient=True)
registry.trouble(ObjectMissing, "文件库里找不到要用的文件", transient=False)
registry.trouble(ObjectExists, "文件库里已有同名的文件", transient=True)
