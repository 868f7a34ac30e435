grammar Pnas; program: EOF;
