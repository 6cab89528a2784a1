/* id=H017 outcome=crashed code=11 graded=NotImplemented */
int relu_forward = 5;
