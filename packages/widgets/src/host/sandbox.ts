/**
 * The proxy between a host and a widget, on an origin of its own: it loads the page it is sent into a frame, and passes
 * messages on, as MCP Apps has it.
 */
const PREFIX = 'ui/notifications/sandbox-';
const frame = document.createElement('iframe');
frame.title = 'Картинка';
frame.style.cssText = 'width:100%;height:100%;border:0;display:block';

window.addEventListener('message', ({ source, data }) => {
  if (source === window.parent) {
    if (data?.method === `${PREFIX}resource-ready`) load(data.params);
    else frame.contentWindow?.postMessage(data, '*');
  } else if (source === frame.contentWindow && !String(data?.method).startsWith(PREFIX)) {
    window.parent.postMessage(data, '*');
  }
});

function load({ html, sandbox }: { readonly html: string; readonly sandbox: string }): void {
  frame.setAttribute('sandbox', sandbox);
  frame.srcdoc = html;
  document.body.append(frame);
}

window.parent.postMessage({ jsonrpc: '2.0', method: `${PREFIX}proxy-ready`, params: {} }, '*');
