// Where a timeline is wider than its place, today stands in the middle of what is seen.
for (const region of document.querySelectorAll(".sip-timeline-scroll")) {
  const today = region.querySelector(".today");
  if (today && region.scrollWidth > region.clientWidth) {
    const from = region.getBoundingClientRect().left;
    region.scrollLeft = today.getBoundingClientRect().left - from - region.clientWidth / 2;
  }
}
