package mnist_test

import (
	"fmt"
	"log"

	"descent/mlp/mnist"
)

func ExampleLoad() {
	data, err := mnist.Load()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(data.Train.Len(), data.Validation.Len(), data.Test.Len(), "images of", data.Train.Features(), "pixels")

	fmt.Println(data.Source, data.SHA256[:16])
	fmt.Println("a", data.Train.Label(0))
	image := data.Train.Row(0)
	for y := 4; y < 26; y += 2 { // a character is twice as high as wide
		for x := 4; x < 24; x++ {
			if image[28*y+x] > 0.5 {
				fmt.Print("#")
			} else {
				fmt.Print(".")
			}
		}
		fmt.Println()
	}
	// Output:
	// 55000 5000 10000 images of 784 pixels
	// MNIST 807afb0dc503eea2
	// a 5
	// ....................
	// .......############.
	// ....##########......
	// .......##...........
	// ........##..........
	// ..........###.......
	// .............###....
	// ...........#####....
	// ........######......
	// ...#######..........
	// #######.............
}
