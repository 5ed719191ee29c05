// Package chart draws the figures of descent on gonum/plot's vector graphics:
// level lines with the paths of optimizers over them (Contour), and training
// curves (Training). Encode writes either as PNG, SVG or PDF.
//
// A figure is a value of plain data: names, numbers, styles. The package knows
// neither optimizers nor networks, and the same value gives the same bytes
// each time: nothing in the drawing depends on the clock, on the order of a
// map or on the number of processors.
//
// Inside, positions on the page are in points (1/72 inch) from the lower left
// corner, so that type has its true size when a figure is set at its own size.
package chart
