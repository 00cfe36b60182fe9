// void emulationSwitch(void** from, void* to): saves what a call preserves on this stack, notes the
// stack in *from, goes on with the stack `to`. x86-64, System V.
        .text
        .globl  emulationSwitch
        .hidden emulationSwitch
        .type   emulationSwitch, @function
emulationSwitch:
        pushq   %rbp
        pushq   %rbx
        pushq   %r12
        pushq   %r13
        pushq   %r14
        pushq   %r15
        movq    %rsp, (%rdi)
        movq    %rsi, %rsp
        popq    %r15
        popq    %r14
        popq    %r13
        popq    %r12
        popq    %rbx
        popq    %rbp
        ret
        .size   emulationSwitch, .-emulationSwitch

// What a new stack returns to: calls %r12 with %r13.
        .globl  emulationStart
        .hidden emulationStart
        .type   emulationStart, @function
emulationStart:
        movq    %r13, %rdi
        call    *%r12
        ud2
        .size   emulationStart, .-emulationStart
        .section .note.GNU-stack, "", @progbits
