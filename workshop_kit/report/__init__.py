"""What a workshop says, ready for any file: in its language, and only what was released.

The workbook and the other exports write what they find here, so that all of them say the same.
"""
