package mlp

// LayerDefinition tells how [ParseModel] reads a layer.
type LayerDefinition struct {
	Usage   string // its word, with what may stand behind the colon
	Summary string
}

// Layers lists the layers that [ParseModel] reads.
func Layers() []LayerDefinition {
	return []LayerDefinition{
		{"dense:UNITS[,ACTIVATION][,use_bias=false][,init=…][,bias_init=…][,l1=…][,l2=…][,bias_l1=…][,bias_l2=…]",
			"fully connected, linear unless an activation is named; init is glorot_uniform, bias_init zeros"},
		{"batchnorm[:momentum=0.99][,eps=0.001]", "batch normalization; in an evaluation with the moving statistics"},
		{"dropout:RATE", "zeroes that share of its inputs in training, and scales the others up"},
		{"activation:ACTIVATION", "an activation alone"},
		{"flatten", "an image as one row; a model of images begins with it, written or not"},
	}
}
