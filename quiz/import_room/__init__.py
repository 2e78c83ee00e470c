"""The import room: a process of its own in which a file that somebody sent in is read.

``room`` is the side of the web server, ``__main__`` the room itself; ``errands`` is what goes in
and ``packing`` what comes out, both as JSON. Why it is so: ``docs/decisions/0005``.
"""
