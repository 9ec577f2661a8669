"""How fast an editor's draft and changed sources become one."""
