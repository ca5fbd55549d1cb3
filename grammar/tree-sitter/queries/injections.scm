; Marks such as `NOTE:` in comments.
([(comment) (documentation)] @injection.content
  (#set! injection.language "comment"))
