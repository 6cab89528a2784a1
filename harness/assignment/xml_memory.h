/* xml_memory.h - memory for libxml2 when there is no more. */
#ifndef XML_MEMORY_H
#define XML_MEMORY_H

/* Gives libxml2, which does not survive every allocation that fails, some from a reserve then:
 * enough to end what it is doing, so that grade comes to an allocation of its own and says that
 * there is no memory. Call it before libxml2 is used; it may be called again. */
void xml_memory_reserve(void);

#endif
