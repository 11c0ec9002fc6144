"""What the operating system says against reading or writing a file, in the clerk's words."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一级是文件，不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有权限，或者文件正在别的程序里打开",
    errno.EPERM: "系统不允许",
    errno.EROFS: "所在的磁盘只能读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大，磁盘放不下",
    errno.ENAMETOOLONG: "名称太长",
    errno.EMFILE: "同时打开的文件太多",
    errno.EBUSY: "文件正在使用",
    errno.EIO: "磁盘读写出错",
    errno.ENOTEMPTY: "文件夹不是空的",
}
"""Errors that reading and writing end in, by their number, which Windows maps its own to."""


def reason_of(error: OSError) -> str:
    """Why the system refused, without a full stop; what has no words here is told by the system."""
    known = _REASONS.get(error.errno or 0)
    return known or error.strerror or type(error).__name__


def refusal_of(error: OSError) -> str:
    """As `reason_of`, with the file if the system names it."""
    return reason_of(error) if error.filename is None else f"{reason_of(error)}：{error.filename}"
