"""The style sheet of the review page; the page's policy allows this one by its hash."""

STYLE = """
:root { color-scheme: light dark; --line: #8886; --error: #c62828; --warning: #b26a00; }
@media (prefers-color-scheme: dark) { :root { --error: #ff8a80; --warning: #ffc46b; } }
body { font: 1rem/1.6 system-ui, "Noto Sans TC", "PingFang TC", "Microsoft JhengHei", sans-serif;
  max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; }
ul { list-style: none; padding: 0; }
li { border-left: .25rem solid var(--line); padding: .25rem .75rem; margin: .5rem 0; }
li.error { border-color: var(--error); } li.warning { border-color: var(--warning); }
.review { color: var(--warning); }
.about, dl { font-size: .85rem; margin: .25rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; }
dt { opacity: .75; } dd, blockquote { margin: 0; }
q, span { unicode-bidi: isolate; white-space: pre-wrap; } q { quotes: "「" "」" "『" "』"; }
summary { cursor: pointer; }
"""
