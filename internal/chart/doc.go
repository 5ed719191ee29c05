// Package chart draws the figures of descent on gonum/plot's vector graphics:
// level lines with the paths of optimizers over them (Contour), the same surface
// in space (Relief), and training curves (Training). Encode writes each as PNG,
// SVG or PDF; a Look chooses a theme and a size for it, and writes paths that
// grow as a GIF or as numbered pictures.
//
// A figure is a value of plain data: names, numbers, styles. The package knows
// neither optimizers nor networks, and the same value gives the same bytes
// each time: nothing in the drawing depends on the clock, on the order of a
// map or on the number of processors.
//
// Any numbers may be drawn. Optimizers diverge, so values of 1e300, infinities
// and NaN are data here, not errors: what has no place on an axis leaves a
// gap, what lies outside a frame is cut at its edge, and a × says that a line
// goes on or broke off there. Errors are for figures without data, or with
// characters that the font lacks.
//
// Text comes first. Labels stand at the ends of their lines instead of in a
// legend; they may be as long as a spec, and there may be dozens. They are
// wrapped, and the page grows, before a panel becomes too small to be read.
//
// A figure is drawn in two steps: its layout finds how large everything is and
// what is to be seen of each line, and draws on a page of that size. Inside,
// positions on the page are in points (1/72 inch) from the lower left corner,
// so that type has its true size when a figure is set at its own size. Points
// of a surface and of the page have the same type; a frame leads from one to
// the other.
package chart
