/** The only page: everything in it is drawn by its script, which first asks who looks at it. */
export const shell = (lang: 'zh' | 'en'): string => `<!DOCTYPE html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>话术工作台 huashu desk</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/page.css"></head>
<body><div id="page"></div><noscript>工作台需要打开 JavaScript。The desk needs JavaScript.</noscript>
<script type="module" src="/assets/page.js"></script></body></html>
`;
