package chart

import "math"

// vec is a point of the space of a Relief: x and y of the surface about the
// middle of the window, by half its longer side, and the height above the
// middle in the same unit.
type vec struct{ x, y, z float64 }

func (a vec) minus(b vec) vec              { return vec{a.x - b.x, a.y - b.y, a.z - b.z} }
func (a vec) plus(b vec) vec               { return vec{a.x + b.x, a.y + b.y, a.z + b.z} }
func (a vec) times(t float64) vec          { return vec{a.x * t, a.y * t, a.z * t} }
func (a vec) dot(b vec) float64            { return a.x*b.x + a.y*b.y + a.z*b.z }
func (a vec) towards(b vec, t float64) vec { return a.plus(b.minus(a).times(t)) }

func (a vec) cross(b vec) vec {
	return vec{a.y*b.z - a.z*b.y, a.z*b.x - a.x*b.z, a.x*b.y - a.y*b.x}
}

func (a vec) unit() vec {
	if l := math.Sqrt(a.dot(a)); l > 0 {
		return a.times(1 / l)
	}
	return a
}

// camera looks at the middle of the space, in perspective.
type camera struct {
	eye             vec
	back, right, up vec // its axes: towards it, and those of the picture
	distance        float64
	scale, stretch  float64 // of the picture; stretch is its width's, relative
	middle          Point   // on the page, of the picture's origin
}

// eyeDistance is how far off the eye stands, in half the window's longer side:
// near enough that depth is seen, far enough that heights can be compared.
const eyeDistance = 7.5

// newCamera turns the camera to an azimuth, counter-clockwise from the axis of
// x, and an elevation above the ground, in degrees, at a distance.
func newCamera(azimuth, elevation, distance float64) camera {
	sinA, cosA := math.Sincos(azimuth * math.Pi / 180)
	sinE, cosE := math.Sincos(elevation * math.Pi / 180)
	c := camera{
		back: vec{cosA * cosE, sinA * cosE, sinE}, right: vec{-sinA, cosA, 0}, up: vec{-cosA * sinE, -sinA * sinE, cosE},
		distance: distance, scale: 1, stretch: 1,
	}
	c.eye = c.back.times(distance)
	return c
}

// at is where a point of the space is seen on the page.
func (c camera) at(p vec) Point {
	depth := c.scale * c.distance / (c.distance - p.dot(c.back))
	return Point{c.middle.X + c.stretch*depth*p.dot(c.right), c.middle.Y + depth*p.dot(c.up)}
}

// aim moves and scales the pictures of cameras, all alike, until each shows all
// points in the box.
func aim(cameras []camera, points []vec, box Window) {
	r := Window{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	for _, c := range cameras {
		for _, p := range points {
			q := c.at(p)
			r.X0, r.X1 = math.Min(r.X0, q.X), math.Max(r.X1, q.X)
			r.Y0, r.Y1 = math.Min(r.Y0, q.Y), math.Max(r.Y1, q.Y)
		}
	}
	scale := math.Min(box.dx()/r.dx(), box.dy()/r.dy())
	for i := range cameras {
		cameras[i].scale = scale
		cameras[i].middle = Point{
			(box.X0+box.X1)/2 - scale*(r.X0+r.X1)/2,
			(box.Y0+box.Y1)/2 - scale*(r.Y0+r.Y1)/2,
		}
	}
}
