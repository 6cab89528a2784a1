<?xml version="1.0" encoding="UTF-8"?>
<!-- Makes one HTML page of a JUnit report that grade wrote: no scripts, nothing fetched.

         xsltproc report.xsl FILE.junit.xml > FILE.html

     Submissions are told apart by the property grade.student, items are suites, and the parts of an
     item are what stands in front of the slash in the names of its cases. The name of a suite is
     STUDENT.ASSIGNMENT.GROUP.ITEM; items of a group share a table. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>

  <xsl:key name="suites" match="testsuite"
           use="properties/property[@name = 'grade.student']/@value"/>
  <xsl:key name="property" match="property" use="concat(generate-id(../..), ' ', @name)"/>
  <xsl:key name="group" match="testsuite"
           use="concat(properties/property[@name = 'grade.student']/@value, ' ',
                       substring-before(substring-after(substring-after(@name, '.'), '.'), '.'))"/>
  <xsl:key name="part" match="testcase"
           use="concat(substring-before(substring-after(substring-after(../@name, '.'), '.'), '.'),
                       ' ', substring-before(@name, '/'))"/>

  <!-- the first suite of every submission, and the first case of every part of a group -->
  <xsl:variable name="submissions" select="/testsuites/testsuite[generate-id() = generate-id(
      key('suites', properties/property[@name = 'grade.student']/@value)[1])]"/>
  <xsl:variable name="parts" select="/testsuites/testsuite/testcase[generate-id() = generate-id(
      key('part', concat(substring-before(substring-after(substring-after(../@name, '.'), '.'), '.'),
                         ' ', substring-before(@name, '/')))[1])]"/>

  <xsl:template match="/testsuites">
    <html lang="en">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>
          <xsl:value-of select="concat('Marks: ', testsuite[1]/@package)"/>
        </title>
        <xsl:call-template name="style"/>
      </head>
      <body>
        <h1>
          <xsl:value-of select="concat('Marks for ', testsuite[1]/@package)"/>
        </h1>
        <xsl:if test="count($submissions) &gt; 1">
          <xsl:call-template name="overview"/>
        </xsl:if>
        <xsl:for-each select="$submissions">
          <xsl:call-template name="submission"/>
        </xsl:for-each>
      </body>
    </html>
  </xsl:template>

  <!-- Of the suite at hand. -->
  <xsl:template name="property">
    <xsl:param name="name"/>
    <xsl:value-of select="key('property', concat(generate-id(), ' ', $name))/@value"/>
  </xsl:template>

  <!-- "1.25 / 3", where prefix names the item, one of its parts or the whole. -->
  <xsl:template name="points">
    <xsl:param name="prefix"/>
    <xsl:variable name="of" select="concat(generate-id(), ' grade.', $prefix)"/>
    <xsl:value-of select="format-number(key('property', concat($of, 'score'))/@value, '0.00')"/>
    <span class="of">
      <xsl:value-of select="concat(' / ',
          format-number(key('property', concat($of, 'max_score'))/@value, '0.##'))"/>
    </span>
  </xsl:template>

  <!-- Rounded, but only full marks are 100. -->
  <xsl:template name="percent">
    <xsl:variable name="of" select="concat(generate-id(), ' grade.total_')"/>
    <xsl:variable name="score" select="key('property', concat($of, 'score'))/@value"/>
    <xsl:variable name="all" select="key('property', concat($of, 'max_score'))/@value"/>
    <xsl:choose>
      <xsl:when test="$score &lt; $all and 100 * $score div $all &gt; 99.9">99.9</xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="format-number(100 * $score div $all, '0.0')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="overview">
    <table class="overview">
      <thead>
        <tr>
          <th>submission</th>
          <th class="number">points</th>
          <th class="number">%</th>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each select="$submissions">
          <tr>
            <th>
              <a href="#{generate-id()}">
                <xsl:call-template name="property">
                  <xsl:with-param name="name" select="'grade.student'"/>
                </xsl:call-template>
              </a>
            </th>
            <td class="number">
              <xsl:call-template name="points">
                <xsl:with-param name="prefix" select="'total_'"/>
              </xsl:call-template>
            </td>
            <td class="number">
              <xsl:call-template name="percent"/>
            </td>
          </tr>
        </xsl:for-each>
      </tbody>
    </table>
  </xsl:template>

  <!-- At the first suite of the submission. -->
  <xsl:template name="submission">
    <xsl:variable name="student">
      <xsl:call-template name="property">
        <xsl:with-param name="name" select="'grade.student'"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="percent">
      <xsl:call-template name="percent"/>
    </xsl:variable>
    <xsl:variable name="suites" select="key('suites', $student)"/>
    <section id="{generate-id()}">
      <h2>
        <xsl:value-of select="$student"/>
      </h2>
      <p class="total">
        <strong>
          <xsl:call-template name="points">
            <xsl:with-param name="prefix" select="'total_'"/>
          </xsl:call-template>
        </strong>
        <xsl:value-of select="concat(' points, ', $percent, ' %')"/>
      </p>
      <div class="bar">
        <div style="width: {$percent}%"></div>
      </div>
      <xsl:call-template name="facts"/>
      <xsl:for-each select="$suites">
        <xsl:variable name="group">
          <xsl:apply-templates select="." mode="group"/>
        </xsl:variable>
        <xsl:variable name="members" select="key('group', concat($student, ' ', $group))"/>
        <xsl:if test="generate-id() = generate-id($members[1])">
          <xsl:call-template name="table">
            <xsl:with-param name="group" select="$group"/>
            <xsl:with-param name="suites" select="$members"/>
          </xsl:call-template>
        </xsl:if>
      </xsl:for-each>
      <xsl:if test="$suites/testcase[failure or error]">
        <h3>What is wrong</h3>
        <xsl:apply-templates select="$suites[testcase[failure or error]]" mode="details"/>
      </xsl:if>
    </section>
  </xsl:template>

  <xsl:template name="facts">
    <dl>
      <dt>graded</dt>
      <dd>
        <xsl:value-of select="concat(translate(@timestamp, 'T', ' '), ' on ', @hostname)"/>
      </dd>
      <xsl:for-each select="properties/property[@name = 'grade.seed' or @name = 'grade.lock' or
                            @name = 'grade.submission_sha256']">
        <dt>
          <xsl:choose>
            <xsl:when test="@name = 'grade.submission_sha256'">SHA-256</xsl:when>
            <xsl:otherwise>
              <xsl:value-of select="substring-after(@name, 'grade.')"/>
            </xsl:otherwise>
          </xsl:choose>
        </dt>
        <dd>
          <xsl:value-of select="@value"/>
          <xsl:if test="@value = ''">none</xsl:if>
        </dd>
      </xsl:for-each>
    </dl>
  </xsl:template>

  <!-- The items of a group, with a column for every part that any of them has. -->
  <xsl:template name="table">
    <xsl:param name="group"/>
    <xsl:param name="suites"/>
    <xsl:variable name="columns"
                  select="$parts[substring-before(substring-after(substring-after(../@name, '.'), '.'), '.')
                                 = $group]"/>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>
              <xsl:value-of select="$group"/>
            </th>
            <xsl:for-each select="$columns">
              <th>
                <xsl:value-of select="substring-before(@name, '/')"/>
              </th>
            </xsl:for-each>
            <th class="number">points</th>
          </tr>
        </thead>
        <tbody>
          <xsl:apply-templates select="$suites" mode="row">
            <xsl:with-param name="columns" select="$columns"/>
          </xsl:apply-templates>
        </tbody>
      </table>
    </div>
  </xsl:template>

  <!-- The item's name is the last of the four in the suite's. -->
  <xsl:template match="testsuite" mode="name">
    <xsl:value-of select="substring-after(substring-after(substring-after(@name, '.'), '.'), '.')"/>
  </xsl:template>

  <xsl:template match="testsuite" mode="group">
    <xsl:value-of select="substring-before(substring-after(substring-after(@name, '.'), '.'), '.')"/>
  </xsl:template>

  <xsl:template match="testsuite" mode="row">
    <xsl:param name="columns"/>
    <xsl:variable name="suite" select="."/>
    <tr>
      <th>
        <xsl:choose>
          <xsl:when test="testcase[failure or error]">
            <a href="#wrong-{generate-id()}">
              <xsl:apply-templates select="." mode="name"/>
            </a>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="." mode="name"/>
          </xsl:otherwise>
        </xsl:choose>
      </th>
      <xsl:for-each select="$columns">
        <xsl:variable name="part" select="substring-before(@name, '/')"/>
        <xsl:apply-templates select="$suite" mode="cell">
          <xsl:with-param name="part" select="$part"/>
          <xsl:with-param name="cases"
                          select="$suite/testcase[substring-before(@name, '/') = $part]"/>
        </xsl:apply-templates>
      </xsl:for-each>
      <td class="number">
        <xsl:call-template name="points"/>
      </td>
    </tr>
  </xsl:template>

  <xsl:template match="testsuite" mode="cell">
    <xsl:param name="part"/>
    <xsl:param name="cases"/>
    <xsl:variable name="passed" select="count($cases[not(failure or error or skipped)])"/>
    <td>
      <xsl:choose>
        <xsl:when test="not($cases)"/>
        <xsl:when test="$passed = count($cases)">
          <span class="ok">
            <xsl:value-of select="concat('ok ', $passed, '/', $passed)"/>
          </span>
        </xsl:when>
        <xsl:when test="$cases[contains(skipped/@message, 'not graded')]">
          <span class="missing">not graded: interrupted</span>
        </xsl:when>
        <xsl:when test="not($cases[failure or error])">
          <span class="missing">not implemented</span>
        </xsl:when>
        <xsl:otherwise>
          <span class="wrong">
            <xsl:value-of select="concat('wrong ', count($cases) - $passed, ' of ',
                                  count($cases))"/>
          </span>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="$cases">
        <small>
          <xsl:call-template name="points">
            <xsl:with-param name="prefix" select="concat($part, '.')"/>
          </xsl:call-template>
        </small>
      </xsl:if>
    </td>
  </xsl:template>

  <xsl:template match="testsuite" mode="details">
    <xsl:variable name="suite" select="."/>
    <article id="wrong-{generate-id()}">
      <xsl:for-each select="$parts">
        <xsl:variable name="part" select="substring-before(@name, '/')"/>
        <xsl:variable name="cases" select="$suite/testcase[(failure or error) and
                                           substring-before(@name, '/') = $part]"/>
        <xsl:if test="$cases">
          <h4>
            <xsl:apply-templates select="$suite" mode="name"/>
            <xsl:value-of select="concat(' ', $part)"/>
          </h4>
          <xsl:apply-templates select="$cases[1]" mode="case">
            <xsl:with-param name="open" select="true()"/>
          </xsl:apply-templates>
          <xsl:if test="count($cases) &gt; 1">
            <details>
              <summary>
                <xsl:value-of select="concat(count($cases) - 1, ' more')"/>
              </summary>
              <xsl:apply-templates select="$cases[position() &gt; 1]" mode="case"/>
            </details>
          </xsl:if>
        </xsl:if>
      </xsl:for-each>
      <xsl:if test="string(system-out)">
        <details>
          <summary>printed by the submission</summary>
          <pre>
            <xsl:value-of select="system-out"/>
          </pre>
        </details>
      </xsl:if>
    </article>
  </xsl:template>

  <!-- open: with the mistake as a line of its own, for the case that stands for the others. -->
  <xsl:template match="testcase" mode="case">
    <xsl:param name="open" select="false()"/>
    <xsl:if test="$open">
      <p class="mistake">
        <xsl:value-of select="*/@message"/>
      </p>
    </xsl:if>
    <p class="case">
      <code>
        <xsl:value-of select="substring-after(@name, '/')"/>
      </code>
      <span class="kind">
        <xsl:value-of select="substring-after(*/@type, 'grade.')"/>
      </span>
    </p>
    <pre>
      <xsl:value-of select="failure | error"/>
    </pre>
  </xsl:template>

  <xsl:template name="style">
    <style>
      :root {
        --ground: #fcfcfa; --panel: #f1f1ec; --line: #d9d9d0; --text: #23241f; --faint: #6b6d63;
        --link: #1d5a99; --ok: #1c6b38; --wrong: #b3261e; --missing: #80600a;
      }
      @media (prefers-color-scheme: dark) {
        :root {
          --ground: #1b1c1a; --panel: #262825; --line: #3d403b; --text: #e6e6df; --faint: #a0a297;
          --link: #8abdf0; --ok: #7fd39a; --wrong: #ff9188; --missing: #e3c065;
        }
      }
      body {
        max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
        background: var(--ground); color: var(--text);
        font: 1rem/1.5 system-ui, sans-serif;
      }
      h1 { font-size: 1.3rem; font-weight: 600; color: var(--faint); margin: 0 0 1rem; }
      h2 { font-size: 1.8rem; margin: 2.5rem 0 0; overflow-wrap: anywhere; }
      h3 { font-size: 1.3rem; margin: 2rem 0 0; }
      h4 { margin: 1.2rem 0 0.3rem; }
      a { color: var(--link); }
      .total { font-size: 1.2rem; margin: 0.2rem 0 0.5rem; }
      .of { color: var(--faint); }
      .bar { height: 0.6rem; border-radius: 0.3rem; background: var(--line); overflow: hidden; }
      .bar div { height: 100%; background: var(--ok); }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem;
           color: var(--faint); font-size: 0.85rem; }
      dd { margin: 0; overflow-wrap: anywhere; }
      .wide { overflow-x: auto; }
      .wide + .wide { margin-top: 1.5em; }
      table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
      .overview { width: auto; }
      th, td { text-align: left; padding: 0.3rem 1rem 0.3rem 0; vertical-align: baseline;
               border-bottom: 1px solid var(--line); white-space: nowrap; }
      thead th { color: var(--faint); font-weight: 500; }
      tbody th { font-weight: 500; }
      .number { text-align: right; padding-right: 0; padding-left: 1rem; }
      td small { margin-left: 0.6rem; color: var(--faint); }
      .ok { color: var(--ok); }
      .wrong { color: var(--wrong); font-weight: 600; }
      .missing { color: var(--missing); }
      article { border: 1px solid var(--line); border-radius: 0.5rem; margin: 1rem 0;
                padding: 0 1rem 1rem; }
      .mistake { margin: 0.3rem 0; font-weight: 500; color: var(--wrong); overflow-wrap: anywhere; }
      .case { margin: 0.6rem 0 0.2rem; }
      .kind { margin-left: 0.6rem; color: var(--faint); font-size: 0.85rem; }
      pre { margin: 0; padding: 0.6rem 0.8rem; border-radius: 0.4rem; background: var(--panel);
            font: 0.85rem/1.5 ui-monospace, monospace; white-space: pre-wrap;
            overflow-wrap: anywhere; }
      summary { cursor: pointer; margin-top: 0.6rem; color: var(--link); }
      @media print { details { display: none; } }
    </style>
  </xsl:template>
</xsl:stylesheet>
