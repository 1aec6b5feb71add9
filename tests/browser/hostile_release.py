"""A release as nobody would send it: markup in names, a formula in a cell, a paragraph without end."""

from __future__ import annotations

from html import escape

HOSTILE_RELEASE = "2023-<b>&-'quoted'"
SCRIPT = "<script>window.harmed=1</script>"
PICTURE = "<img src=x onerror=window.harmed=2>"
FORMULA = '=HYPERLINK("http://example.org","看")'
HOSTILE = f"""<html><body><article>
<h1>2023 智慧城市首長高峰會 閉幕 {escape(SCRIPT)}</h1>
<p>發布機關：臺北市政府資訊局</p>
<p>聯絡人：某某某 0912-345-678 nobody@example.org</p>
<p>2023年3月28日上午9時至11時舉行歐亞場。</p>
<table>
<tr><th>編號</th><th>城市與談人</th><th>內容摘要</th></tr>
<tr><td>1</td><td>波蘭格丁尼亞市副市長</td><td>{escape(FORMULA)}</td></tr>
<tr><td>2</td><td>捷克不存在城市市長</td><td>{escape(SCRIPT)} {escape(PICTURE)}</td></tr>
</table>
<p>{"城市與城市之間的合作，" * 15_000}</p>
</article></body></html>
"""
