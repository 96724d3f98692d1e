// What reaches beyond the right edge of the screen, except inside of something that scrolls or clips
// within it. A page that hides its overflow is caught too.
const width = document.documentElement.clientWidth;
const clips = (element) => /auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX);
const isHeld = (element) => {
    for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
        if (clips(outer) && outer.getBoundingClientRect().right <= width + 1) return true;
    }
    return false;
};
const found = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.right > width + 1 && box.left < width + 1
        && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isHeld(element);
});
const told = found.slice(0, 5).map((element) =>
    `${Math.round(element.getBoundingClientRect().right)} px: ${element.outerHTML.slice(0, 160)}`);
const page = document.documentElement.scrollWidth;
if (page > width) told.push(`the page is ${page} px wide`);
return told;
