// Scans the QR code on a driver's phone. The browser reads it where it can (BarcodeDetector); where it cannot, small grey
// pictures go to the server one at a time, and where no camera may be opened at all, one photograph does.
const LOOK_MS = 250;
const SEND_MS = 450;
const SAME_MS = 5000;
const SIDE = 640;
const PHOTO_SIDE = 1400;

const jpeg = (source, width, height, side) => {
  const scale = Math.min(1, side / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d").drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", 0.7);
};

const detector = async () => {
  try {
    if (!("BarcodeDetector" in window)) return null;
    const formats = await window.BarcodeDetector.getSupportedFormats();
    return formats.includes("qr_code") ? new window.BarcodeDetector({ formats: ["qr_code"] }) : null;
  } catch { return null; }
};

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".scanner");
  const [start, stop, video, aim, note, photo, file] = [".start", ".stop", "video", ".aim", ".note", ".photo", "input"]
    .map((one) => root.querySelector(one));
  const state = (root.state ||= { stream: null, timer: 0, sent: 0, last: "", lastAt: 0 });
  state.seen = data.seen;
  start.querySelector("span").textContent = data.scan;
  stop.textContent = data.stop;
  aim.textContent = data.aim;
  photo.querySelector("span").textContent = data.photo;
  if (data.focus !== state.focus) {
    state.focus = data.focus;
    // The field may be drawn after this element; it is waited for, but never taken from whoever types elsewhere.
    const focus = (tries) => {
      const field = document.querySelector(".st-key-checkin_code input");
      if (state.stream || !root.isConnected) return;
      if (field && document.activeElement === document.body) field.focus();
      if (tries && document.activeElement !== field) setTimeout(() => focus(tries - 1), 300);
    };
    focus(6);
  }

  const say = (text) => { note.textContent = text || ""; note.hidden = !text; };
  const close = () => {
    clearTimeout(state.timer);
    state.stream?.getTracks().forEach((track) => track.stop());
    state.stream = null; video.srcObject = null;
    root.classList.remove("live");
  };
  const found = (text) => {
    const now = Date.now();
    if (text === state.last && now - state.lastAt < SAME_MS) { state.lastAt = now; return; }
    state.last = text; state.lastAt = now;
    if (navigator.vibrate) navigator.vibrate(60);
    setTriggerValue("read", { text: text.slice(0, 2000) });
  };
  const send = (picture) => {
    state.sent += 1;
    state.sentAt = Date.now();
    setTriggerValue("picture", { number: state.sent, jpeg: picture });
  };
  const look = async () => {
    if (!state.stream) return;
    if (!root.isConnected) { close(); return; }
    try {
      if (state.detector) {
        const codes = await state.detector.detect(video);
        if (codes.length) found(codes[0].rawValue);
      } else if (video.videoWidth && (state.seen >= state.sent || Date.now() - state.sentAt > 5000)) {
        send(jpeg(video, video.videoWidth, video.videoHeight, SIDE));
      }
    } catch { /* a frame that is not there yet */ }
    state.timer = setTimeout(look, state.detector ? LOOK_MS : SEND_MS);
  };

  start.onclick = async () => {
    say("");
    if (!navigator.mediaDevices?.getUserMedia) { root.classList.add("no-camera"); file.click(); return; }
    try {
      state.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    } catch { root.classList.add("no-camera"); say(data.denied); return; }
    state.detector = await detector();
    video.srcObject = state.stream;
    await video.play();
    root.classList.add("live");
    look();
  };
  stop.onclick = close;
  file.onchange = async () => {
    if (!file.files.length) return;
    say("");
    try {
      const picture = await createImageBitmap(file.files[0]);
      send(jpeg(picture, picture.width, picture.height, PHOTO_SIDE));
      state.isPhoto = true;
    } catch { say(data.unreadable); }
    file.value = "";
  };
  if (state.isPhoto && state.seen >= state.sent) { state.isPhoto = false; say(data.missed ? data.unreadable : ""); }
  return () => { if (!root.isConnected) close(); };
}
