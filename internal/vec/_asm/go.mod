module descent/internal/vec/_asm

go 1.24.0

require golang.org/x/arch v0.21.0
