document.getElementById('root').innerHTML =
  '<p style="font:18px sans-serif;margin:3em">当前是兼容模式或旧版浏览器，无法打开本平台。请切换到极速模式，或使用 360 极速、奇安信、Edge、Chrome 等浏览器打开。</p>'
